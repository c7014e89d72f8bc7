"""The question pages of a nomination, one form a page, and what is asked around them (F000 ¶8–13).

A form's fields are flat, each with a label that tells it from all others: so the page that shows two officers'
answers side by side (`cbtracker.web.conflict`) reads them like any other form's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms

from areas.models import Authority
from cbtracker.web.forms import GovukDateField, GovukForm, PlainTextField
from rollout.models import Nomination, OfferElement, SignOff
from rollout.models.nominations import WITHDRAWAL_LENGTH
from rollout.models.sign_offs import EMAIL_LENGTH
from rollout.nomination_pages import Focus, Page, Sector

DETAIL_LENGTH, CYCLE_LENGTH = 4000, 1000
COUNT = "count"


def _words(label: str, hint: str = "", *, longest: int = DETAIL_LENGTH) -> PlainTextField:
    return PlainTextField(
        label=label, help_text=hint, required=False, max_length=longest, widget=forms.Textarea(attrs={"rows": 4})
    )


class PageForm(GovukForm):
    """The questions of one page; `nomination` is whose answers they are and `user` who answers."""

    page: ClassVar[Page]

    def __init__(self, *args: Any, nomination: Nomination, user: Any, count: int = 1, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nomination = nomination
        self.user = user
        self.count = count

    @classmethod
    def count_in(cls, said: Mapping[str, Any]) -> int:
        """How many groups of fields `said` (what was typed, or the nomination's fields) has; 1 where none repeat."""
        return 1

    @classmethod
    def said_of(cls, nomination: Nomination) -> dict[str, Any]:
        """What the fields say in the database; nothing where the page was never saved."""
        return dict(nomination.answers.get(cls.page.value, {}))

    def answers(self) -> dict[str, Any]:
        """What is kept, as JSON, in the shape that `Page` tells."""
        return dict(self.cleaned_data)

    def columns(self) -> dict[str, Any]:
        """What is kept beside the answers: keywords of `keep_page`."""
        return {}


class FocusForm(PageForm):
    """What the Community Budget is to be about (F000 ¶8)."""

    page = Page.FOCUS

    focus = forms.ChoiceField(
        label="What is your Community Budget to be about?",
        choices=Focus.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what your Community Budget is to be about"},
    )
    focus.look = {  # type: ignore[attr-defined]
        "hints": {
            Focus.FAMILIES: "As in the first areas: one budget for the families whom many services know",
            Focus.BROADER: "Also families who do not have multiple problems yet, or other work that you choose",
        }
    }
    detail = _words("What would you like to change for them?", "In your own words. A few sentences are enough")


class PaceForm(PageForm):
    """When the place wants to start, and what its own budgets allow (F000 ¶9)."""

    page = Page.PACE

    wanted_start = GovukDateField(
        label="When do you want to start?",
        help_text="For example, 1 4 2012. You choose the day: you do not have to begin when a phase does",
        error_messages={"required": "Enter the day on which you want to start"},
    )
    budget_cycle = _words(
        "When are your budgets set?",
        "For example, the council sets its budget in February and the health service in March",
        longest=CYCLE_LENGTH,
    )
    detail = _words(
        "What else has a part in when you can start?", "Such as the time you need for a local partnership agreement"
    )

    @classmethod
    def said_of(cls, nomination: Nomination) -> dict[str, Any]:
        """The wanted start is a column of its own."""
        return {**super().said_of(nomination), "wanted_start": nomination.wanted_start}

    def answers(self) -> dict[str, Any]:
        """All but the date."""
        return {name: self.cleaned_data[name] for name in ("budget_cycle", "detail")}

    def columns(self) -> dict[str, Any]:
        """The date."""
        return {"wanted_start": self.cleaned_data["wanted_start"]}


class PartnersForm(PageForm):
    """Who takes part, the voluntary, community and business sectors among them (F000 ¶13)."""

    page = Page.PARTNERS

    sectors = forms.MultipleChoiceField(
        label="Who will you work with?",
        choices=Sector.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Select all that apply. Think of voluntary and community groups and of businesses too",
    )
    detail = _words(
        "Who are they, and how far have you got with them?",
        "You do not need an agreement yet. Name other partners here",
    )

    def clean(self) -> dict[str, Any]:
        """At least one sector, or a word about them."""
        said = super().clean() or {}
        if not said.get("sectors") and not said.get("detail") and not self.errors:
            self.add_error("sectors", "Select who you will work with, or tell us about them below")
        return said


class OfferForm(PageForm):
    """What the place wants of the offer (F000 ¶12)."""

    page = Page.OFFER

    wanted = forms.MultipleChoiceField(  # an input called “elements” would hide its form's own list from scripts
        label="What would you like to use?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Select all that apply, or none. It binds nobody: you can take up more or less later",
    )
    detail = _words("What would help you most?", "Also what you miss in the offer")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.nomination.answers.get(self.page.value, {}).get("elements", ())
        rows = OfferElement.objects.visible_to(self.user)
        offered = list((rows.filter(is_current=True) | rows.filter(key__in=chosen)).order_by("order"))
        field: Any = self.fields["wanted"]
        field.choices = [(one.key, one.title) for one in offered]
        field.look = {"hints": {one.key: one.summary for one in offered}}

    @classmethod
    def said_of(cls, nomination: Nomination) -> dict[str, Any]:
        """The elements by the name of their field."""
        kept = super().said_of(nomination)
        return {"wanted": kept["elements"], "detail": kept["detail"]} if kept else {}

    def answers(self) -> dict[str, Any]:
        """The elements by the name that they are kept by."""
        return {"elements": self.cleaned_data["wanted"], "detail": self.cleaned_data["detail"]}


class StartForm(GovukForm):
    """Which of the officer's authorities nominates."""

    authority = forms.ModelChoiceField(
        label="Which authority do you want to nominate?",
        queryset=Authority.objects.none(),
        widget=forms.RadioSelect,
        to_field_name="slug",
        help_text="You can add other authorities on the first page",
        empty_label=None,
        error_messages={"required": "Select the authority that you want to nominate"},
    )

    def __init__(self, *args: Any, authorities: Sequence[Authority], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["authority"]
        field.queryset = Authority.objects.filter(pk__in=[one.pk for one in authorities]).order_by("short_name")


class SignOffForm(GovukForm):
    """Who signs for an authority."""

    full_name = PlainTextField(
        label="Full name",
        max_length=150,
        error_messages={"required": "Enter the full name of the person who is to sign"},
    )
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


class WithdrawForm(GovukForm):
    """Why a nomination is withdrawn, if the officers want to say."""

    reason = _words("Why do you withdraw it?", "You do not need to give a reason", longest=WITHDRAWAL_LENGTH)
