"""The questions of raising a request, one form a page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from areas.access import duties_of
from areas.models import Area, AreaMember, Department
from cbtracker.web.forms import GovukForm, PlainTextField
from requests_log.directory import read_directory
from requests_log.forms.naming import area_field, areas_named
from requests_log.models import ISSUE_LENGTH, TEXT_LENGTH, Kind
from requests_log.services.naming import AreasNamed, NamedArea
from requests_log.services.raising import NAMES_ANY_AREA

NOT_SURE = "not_sure"


class QuestionForm(GovukForm):
    """One question; `user` is who raises the request."""

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def answers(self) -> dict[str, Any]:
        """What the draft keeps, as JSON."""
        return dict(self.cleaned_data)


class OwnAreaForm(QuestionForm):
    """Which of one's own places a request is for."""

    areas = forms.ChoiceField(
        label="Which place is this request for?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the place that the request is for"},
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields["areas"].choices = own_places(user)  # type: ignore[attr-defined]


class AnyAreaForm(QuestionForm):
    """Which areas a request is for, in the words of the papers."""

    areas = area_field(
        label="Which areas is this request for?",
        error_messages={"required": "Enter the areas that the request is for, or “All areas”"},
    )

    def clean_areas(self) -> str:
        """Areas that are known."""
        label: str = self.cleaned_data["areas"]
        areas_named(label, read_directory(on=timezone.localdate()))
        return label


class IssueForm(QuestionForm):
    """What Whitehall is asked to do."""

    issue = PlainTextField(
        label="What do you need Whitehall to do?",
        max_length=ISSUE_LENGTH,
        widget=forms.Textarea,
        help_text="In a sentence or two. This is what the board paper prints as the issue",
        error_messages={"required": "Enter what you need Whitehall to do"},
    )


class DetailForm(QuestionForm):
    """Why, and what was tried."""

    detail = PlainTextField(
        label="Is there anything else that would help to resolve it?",
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea,
        help_text="Like the rule that stands in the way, whom you have asked, and what happens if nothing changes",
    )


class KindForm(QuestionForm):
    """Which of the two kinds of request it is (F004 C ¶4)."""

    kind = forms.ChoiceField(
        label="What kind of help do you need?",
        choices=[*Kind.choices, (NOT_SURE, "I am not sure")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the kind of help you need, or that you are not sure"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].look = {"hints": KIND_HINTS}  # type: ignore[attr-defined]


KIND_HINTS = {
    Kind.FLEXIBILITY.value: "A rule or condition should be lifted or changed for you",
    Kind.POOLING.value: "A partner or department should put money or staff into one budget, or line them up with yours",
}


class DepartmentsForm(QuestionForm):
    """Who in Whitehall is asked, where that is known."""

    departments = forms.MultipleChoiceField(
        label="Which departments is this a request of?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Select all that apply. If you do not know, continue: the secretariat will find out",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["departments"].choices = Department.objects.values_list("abbreviation", "name")  # type: ignore[attr-defined]


class PossibleForm(QuestionForm):
    """Whether a freedom that any area has answers the need already."""

    need = forms.ChoiceField(
        label="Does one of these answer your need?",
        choices=[("answered", "Yes, this answers my need"), ("raise", "No, I still need to raise it")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether one of these answers your need"},
    )


def own_places(user: Any) -> list[tuple[str, str]]:
    """The places that an officer or a locality lead may raise a request for: (value, label), in order.

    Of a group of authorities an officer may speak for the member or for the whole.
    """
    duties = duties_of(user)
    members = AreaMember.objects.in_force(timezone.localdate()).filter(area__in=duties.areas)
    rows = members.order_by("area__order", "authority__short_name").select_related("area", "authority")
    by_area: dict[Area, list[Any]] = {}
    for row in rows:
        by_area.setdefault(row.area, []).append(row.authority)
    choices = []
    for area, authorities in by_area.items():
        if len(authorities) > 1:
            own = [one for one in authorities if one.pk in duties.authorities]
            choices += [(f"{area.slug}:{one.gss_code}", f"{one.short_name}, within {area.name}") for one in own]
        choices.append((area.slug, f"{area.name} as a whole" if len(authorities) > 1 else area.name))
    return choices


def raised_for(value: str, user: Any) -> AreasNamed:
    """The areas that the answer `value` names. Raises ValidationError for a label that is not understood."""
    if user.role in NAMES_ANY_AREA:
        return areas_named(value, read_directory(on=timezone.localdate()))
    slug, _, gss = value.partition(":")
    area = Area.objects.visible_to(user).filter(slug=slug).first()
    if area is None or value not in dict(own_places(user)):
        raise forms.ValidationError("This place is no longer yours. Choose another", code="unknown")
    authority = area.authorities.filter(gss_code=gss).first() if gss else None
    return AreasNamed("named", (NamedArea(area, authority),))
