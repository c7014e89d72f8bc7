"""The barriers that a place already sees; each becomes a request when the nomination is submitted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from areas.models import Department
from cbtracker.web.forms import PlainTextField
from cbtracker.web.forms.plain import say_plainly
from requests_log.models import ISSUE_LENGTH, TEXT_LENGTH
from rollout.forms.nominations import COUNT, PageForm
from rollout.models import Nomination
from rollout.nomination_pages import MOST_BARRIERS, Page

PARTS = ("issue", "detail", "departments")


class BarriersForm(PageForm):
    """Up to ten barriers, or that there is none so far."""

    page = Page.BARRIERS

    none = forms.BooleanField(label="We see no barriers so far", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        departments = list(Department.objects.values_list("abbreviation", "name"))
        for number in range(1, min(max(self.count, 1), MOST_BARRIERS) + 1):
            self._ask_for_barrier(number, departments)

    def _ask_for_barrier(self, number: int, departments: list[tuple[str, str]]) -> None:
        asked: dict[str, forms.Field] = {
            "issue": PlainTextField(
                label=f"Barrier {number}: what do you need Whitehall to do?",
                required=False,
                max_length=ISSUE_LENGTH,
                widget=forms.Textarea,
            ),
            "detail": PlainTextField(
                label=f"Barrier {number}: anything that would help to resolve it",
                required=False,
                max_length=TEXT_LENGTH,
                widget=forms.Textarea,
            ),
            "departments": forms.MultipleChoiceField(
                label=f"Barrier {number}: departments",
                required=False,
                choices=departments,
                widget=forms.CheckboxSelectMultiple,
            ),
            "left_out": forms.BooleanField(label=f"This answers our need: leave barrier {number} out", required=False),
        }
        for part, field in asked.items():
            say_plainly(field)
            self.fields[_named(number, part)] = field

    @property
    def numbers(self) -> list[int]:
        """The numbers of the barriers that are asked for."""
        return [number for number in range(1, MOST_BARRIERS + 1) if _named(number, "issue") in self.fields]

    @property
    def asked(self) -> list[dict[str, Any]]:
        """The bound fields of each barrier, by part, and whether its departments are to be shown at once."""
        rows = []
        for number in self.numbers:
            fields = {part: self[_named(number, part)] for part in (*PARTS, "left_out")}
            shown = bool(fields["departments"].value() or fields["departments"].errors)
            rows.append({"number": number, "is_open": shown, **fields})
        return rows

    def words(self, number: int) -> str:
        """What is said of barrier `number`, typed or kept, to look for freedoms that are like it."""
        return " ".join(str(self[_named(number, part)].value() or "") for part in ("issue", "detail")).strip()

    @classmethod
    def count_in(cls, said: Mapping[str, Any]) -> int:
        """How many barriers are asked for."""
        typed = str(said.get(COUNT, ""))
        if typed.isascii() and typed.isdigit() and len(typed) < 3:
            return min(max(int(typed), 1), MOST_BARRIERS)
        return max(1, sum(1 for name in said if name.startswith("barrier") and name.endswith("_issue")))

    @classmethod
    def said_of(cls, nomination: Nomination) -> dict[str, Any]:
        """Each barrier's parts; that there are none where the page was saved without one."""
        kept = nomination.answers.get(cls.page.value)
        if kept is None:
            return {}
        said: dict[str, Any] = {"none": not kept["barriers"]}
        for number, one in enumerate(kept["barriers"], start=1):
            said.update({_named(number, part): one.get(part, "") for part in ("issue", "detail")})
            said[_named(number, "departments")] = one.get("departments", [])
        return said

    def clean(self) -> dict[str, Any]:
        """Detail and departments belong to an issue; a barrier, or that there is none."""
        said = super().clean() or {}
        for number in self.numbers:
            name = _named(number, "issue")
            more = said.get(_named(number, "detail")) or said.get(_named(number, "departments"))
            if more and not said.get(name) and name not in self.errors:
                self.add_error(name, f"Enter what you need Whitehall to do about barrier {number}")
        if self.errors:
            return said
        barriers = any(said.get(_named(number, "issue")) for number in self.numbers)
        if barriers and said.get("none"):
            self.add_error("none", "You wrote a barrier. Clear it, or do not select that you see none")
        if not barriers and not said.get("none"):
            self.add_error(_named(1, "issue"), "Enter a barrier, or select that you see none so far")
        return said

    def answers(self) -> dict[str, Any]:
        """The barriers in their order, without those that a freedom answers."""
        said = self.cleaned_data
        kept = [
            {part: said[_named(number, part)] for part in PARTS}
            for number in self.numbers
            if said[_named(number, "issue")] and not said[_named(number, "left_out")]
        ]
        return {"barriers": kept}


def _named(number: int, part: str) -> str:
    """The name of a field."""
    return f"barrier{number}_{part}"
