"""The pages of questions of an outline proposal, one form a page, and what is asked around them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q

from areas.models import Authority
from cbtracker.web.forms import GovukForm, PlainTextField
from rollout.models import SignOff
from rollout.models.sign_offs import EMAIL_LENGTH
from rollout.workstrands.forms.base import words
from rollout.workstrands.models import EarlierArea, OutlineSignOff, Workstrand
from rollout.workstrands.models.outlines import ANSWER_LENGTH
from rollout.workstrands.models.strands import NAME_LENGTH, TEXT_LENGTH
from rollout.workstrands.outline_pages import FIELDS, OutlinePage, Said

NAME_OF_HOOD = {"required": "Enter the name of the neighbourhood"}


class OutlineForm(GovukForm):
    """The questions of one page; what is left blank can be answered later, and before it is submitted."""

    mark_optional = False

    def __init__(self, *args: Any, said: Said, page: OutlinePage, **options: Any) -> None:
        super().__init__(*args, **options)
        self.said, self.page = said, page

    @classmethod
    def said_of(cls, said: Said, page: OutlinePage) -> dict[str, Any]:
        """What the fields say in the database."""
        return {name: getattr(said.outline, name) for name in FIELDS[page]}

    def kept(self) -> dict[str, Any]:
        """What is kept: keywords of `keep_answers`."""
        return {"fields": dict(self.cleaned_data)}


class NeighbourhoodForm(OutlineForm):
    """Which neighbourhood it is (F003 Annex A)."""

    neighbourhood_name = words("What is the neighbourhood called?", 100, error_messages=NAME_OF_HOOD)
    boundary = words(
        "Where does its boundary run?",
        TEXT_LENGTH,
        lines=4,
        required=False,
        help_text="In words, such as the streets, rivers or parishes that it follows",
    )
    organisation = words(
        "Which organisation could hold the budget?",
        NAME_LENGTH,
        required=False,
        help_text="One of the community’s own. Somebody signs for it beside the authority",
    )
    earlier_area = forms.ModelChoiceField(
        label="Which of the earlier areas does it go on from? (optional)",
        queryset=EarlierArea.objects.none(),
        required=False,
        empty_label="None of them",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        prospectus = self.said.prospectus
        if prospectus is not None and not prospectus.earlier_areas and not self.said.outline.earlier_area_id:
            del self.fields["earlier_area"]
            return
        field: Any = self.fields["earlier_area"]
        own = Q(authority=self.said.outline.authority_id) | Q(authority__isnull=True)
        field.queryset = EarlierArea.objects.filter(own).exclude(name="")


class CriteriaForm(OutlineForm):
    """An answer to each criterion that the page asks for."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for one in self.said.criteria_on(self.page):
            self.fields[one.key] = words(
                one.question, ANSWER_LENGTH, lines=8, required=False, help_text=one.hint, error_messages={}
            )

    @classmethod
    def said_of(cls, said: Said, page: OutlinePage) -> dict[str, Any]:
        """The answers by the keys of their criteria."""
        return {one.key: said.answers.get(one.key, "") for one in said.criteria_on(page)}

    def kept(self) -> dict[str, Any]:
        """The answers."""
        return {"answers": dict(self.cleaned_data)}


class ForwardForm(OutlineForm):
    """How the place would take the project forward (F003 Annex B ¶4)."""

    taking_forward = words(
        "How would you take it forward?",
        ANSWER_LENGTH,
        lines=10,
        required=False,
        help_text="Such as who would be in the team, who has agreed to take part, and what you would do first",
    )


class ContactForm(OutlineForm):
    """Whom Whitehall and the assessors can ask."""

    contact_name = words("Full name", NAME_LENGTH, required=False)
    contact_email = forms.EmailField(
        label="Email address",
        max_length=EMAIL_LENGTH,
        required=False,
        help_text="This person gets a copy when the outline proposal is submitted",
    )
    contact_phone = words("Phone number (optional)", 30, required=False)


FORMS: dict[OutlinePage, type[OutlineForm]] = {
    OutlinePage.NEIGHBOURHOOD: NeighbourhoodForm,
    OutlinePage.SUITED_NEIGHBOURHOOD: CriteriaForm,
    OutlinePage.SUITED_AUTHORITY: CriteriaForm,
    OutlinePage.SUITED_PLACE: CriteriaForm,
    OutlinePage.FORWARD: ForwardForm,
    OutlinePage.CONTACT: ContactForm,
}


class StartOutlineForm(GovukForm):
    """For which authority, and in strand 3 for which neighbourhood."""

    authority = forms.ModelChoiceField(
        label="For which authority?",
        queryset=Authority.objects.none(),
        widget=forms.RadioSelect,
        to_field_name="slug",
        empty_label=None,
        error_messages={"required": "Select the authority"},
    )
    neighbourhood_name = words(
        "What is the neighbourhood called?",
        100,
        help_text="You can change the name until you submit",
        error_messages=NAME_OF_HOOD,
    )

    def __init__(self, *args: Any, strand: Workstrand, authorities: Sequence[Authority], **options: Any) -> None:
        super().__init__(*args, **options)
        if not strand.is_of_neighbourhoods:
            del self.fields["neighbourhood_name"]
        field: Any = self.fields["authority"]
        field.queryset = Authority.objects.filter(pk__in=[one.pk for one in authorities]).order_by("short_name")
        if len(authorities) == 1:
            field.initial = authorities[0].slug


class OutlineSignOffForm(GovukForm):
    """Who signs for a side: the leader or chief executive, or whoever speaks for the community's organisation."""

    full_name = words("Full name", 150, error_messages={"required": "Enter the full name of the person who is to sign"})
    post = forms.ChoiceField(
        label="Post",
        choices=SignOff.Post.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether it is the leader or the chief executive"},
    )
    email = forms.EmailField(
        label="Email address",
        max_length=EMAIL_LENGTH,
        help_text="We send the link to this address. Use one that only this person reads",
        error_messages={"required": "Enter the email address of the person who is to sign"},
    )
    email.look = {"autocomplete": "off"}  # type: ignore[attr-defined]  # it is somebody else's

    def __init__(self, *args: Any, side: str, **options: Any) -> None:
        super().__init__(*args, **options)
        if side == OutlineSignOff.Side.COMMUNITY:
            self.fields["post"] = PlainTextField(
                label="What they are in the organisation",
                max_length=100,
                help_text="For example, chair",
                error_messages={"required": "Enter what the person is in the organisation, such as its chair"},
            )


class WithdrawOutlineForm(GovukForm):
    """Why it is withdrawn."""

    reason = words(
        "Why do you withdraw it?", TEXT_LENGTH, lines=4, error_messages={"required": "Enter why you withdraw it"}
    )
