"""Who nominates: the authorities, what their area is called, and whom to ask."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms

from areas.models import Authority
from cbtracker.web.forms import PlainTextField
from cbtracker.web.forms.plain import say_plainly
from rollout.forms.nominations import COUNT, PageForm
from rollout.models import Nomination
from rollout.models.nominations import NAME_LENGTH
from rollout.models.sign_offs import EMAIL_LENGTH
from rollout.nomination_pages import MOST_CONTACTS, Page

PARTS = ("name", "job_title", "email", "phone")
_PHONE = re.compile(r"[0-9+() .\-]{6,}(ext\.? ?[0-9]+)?", re.IGNORECASE)


@dataclass(frozen=True)
class Choice:
    """One authority to select."""

    authority: Authority
    html_id: str
    is_chosen: bool


@dataclass(frozen=True)
class Group:
    """Authorities that are selected from together: those in the nomination, or the others of a region."""

    title: str
    choices: list[Choice]

    @property
    def is_open(self) -> bool:
        """Whether something in it is selected and must not be hidden."""
        return any(one.is_chosen for one in self.choices)


class WhoForm(PageForm):
    """The authorities, their area's name, and one to three people."""

    page = Page.WHO

    authorities = forms.MultipleChoiceField(
        label="Which authorities nominate?",
        widget=forms.CheckboxSelectMultiple,
        help_text="Your own is selected. Add others only if you want to run one Community Budget together",
        error_messages={"required": "Select at least one authority"},
    )
    name = PlainTextField(
        label="What is your area to be called?",
        required=False,
        max_length=NAME_LENGTH,
        help_text="Only if several authorities nominate together. For example, the name that people there use",
    )
    name.look = {"optional": False}  # type: ignore[attr-defined]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = list(Authority.objects.visible_to(self.user).order_by("region_name", "short_name"))
        field: Any = self.fields["authorities"]
        field.choices = [(one.slug, one.short_name) for one in self.known]
        for number in range(1, min(max(self.count, 1), MOST_CONTACTS) + 1):
            self._ask_for_person(number)

    def _ask_for_person(self, number: int) -> None:
        of = f"of person {number}"
        asked: dict[str, forms.Field] = {
            "name": PlainTextField(label=f"Full name {of}", required=False, max_length=150),
            "job_title": PlainTextField(label=f"Job title {of}", required=False, max_length=100),
            "email": forms.EmailField(label=f"Email address {of}", required=False, max_length=EMAIL_LENGTH),
            "phone": PlainTextField(label=f"Phone number {of}", required=False, max_length=40, widget=forms.TelInput),
        }
        for part, field in asked.items():
            say_plainly(field)
            field.look = {"autocomplete": "off"}  # type: ignore[attr-defined]  # it may be somebody else's
            self.fields[f"contact{number}_{part}"] = field

    @property
    def people(self) -> list[dict[str, Any]]:
        """The bound fields of each person, by part."""
        numbers = range(1, MOST_CONTACTS + 1)
        there = [number for number in numbers if f"contact{number}_name" in self.fields]
        return [{"number": one, **{part: self[f"contact{one}_{part}"] for part in PARTS}} for one in there]

    @property
    def groups(self) -> list[Group]:
        """What to select from: those in the nomination, then the others by region, the lead's region first."""
        chosen = set(self["authorities"].value() or ())
        inside = set(self.nomination.authorities.values_list("pk", flat=True))
        first = [one for one in self.known if one.pk in inside]
        home = self.nomination.lead_authority.region_code
        others = sorted((one for one in self.known if one.pk not in inside), key=lambda one: one.region_code != home)
        regions = [(name, list(rows)) for name, rows in groupby(others, key=lambda one: one.region_name)]
        ids = iter(["id_authorities", *(f"id_authorities_{number}" for number in range(1, len(self.known)))])
        return [
            Group(title, [Choice(one, next(ids), one.slug in chosen) for one in rows])
            for title, rows in [("In this nomination", first), *regions]
        ]

    @classmethod
    def count_in(cls, said: Mapping[str, Any]) -> int:
        """How many people are asked for."""
        typed = str(said.get(COUNT, ""))
        if typed.isascii() and typed.isdigit() and len(typed) < 3:
            return min(max(int(typed), 1), MOST_CONTACTS)
        return max(1, sum(1 for name in said if name.startswith("contact") and name.endswith("_name")))

    @classmethod
    def said_of(cls, nomination: Nomination) -> dict[str, Any]:
        """The columns, and each person's parts."""
        said = {
            "authorities": list(nomination.authorities.order_by("short_name").values_list("slug", flat=True)),
            "name": nomination.name,
        }
        for number, one in enumerate(nomination.answers.get(cls.page.value, {}).get("contacts", ()), start=1):
            said.update({f"contact{number}_{part}": one.get(part, "") for part in PARTS})
        return said

    def clean_authorities(self) -> list[str]:
        """The authorities in alphabetical order, wherever on the page they were selected."""
        chosen = set(self.cleaned_data["authorities"])
        return [one.slug for one in sorted(self.known, key=lambda one: one.short_name) if one.slug in chosen]

    def clean(self) -> dict[str, Any]:
        """Whoever is named has a name and an address; the area of several has a name."""
        said = super().clean() or {}
        filled = [number for number in range(1, MOST_CONTACTS + 1) if any(self._person(said, number).values())]
        for number in filled or [1]:
            self._check_person(said, number)
        if len(said.get("authorities", ())) > 1 and not said.get("name") and "name" not in self.errors:
            self.add_error("name", "Enter what the area of these authorities is to be called")
        return said

    def _person(self, said: Mapping[str, Any], number: int) -> dict[str, str]:
        return {part: said.get(f"contact{number}_{part}", "") for part in PARTS}

    def _check_person(self, said: Mapping[str, Any], number: int) -> None:
        wanted = {"name": "Enter the full name", "email": "Enter the email address"}
        for part, text in wanted.items():
            name = f"contact{number}_{part}"
            if not said.get(name) and name not in self.errors:
                self.add_error(name, f"{text} of person {number}")
        phone = said.get(f"contact{number}_phone", "")
        if phone and not _PHONE.fullmatch(phone):
            self.add_error(f"contact{number}_phone", "Enter a phone number, like 01632 960 001 or 07700 900 982")

    def chosen(self) -> list[Authority]:
        """The authorities, in alphabetical order."""
        by_slug = {one.slug: one for one in self.known}
        return [by_slug[slug] for slug in self.cleaned_data["authorities"]]

    def contacts(self) -> list[dict[str, str]]:
        """The people; those left blank are none."""
        people = [self._person(self.cleaned_data, number) for number in range(1, MOST_CONTACTS + 1)]
        return [one for one in people if any(one.values())]
