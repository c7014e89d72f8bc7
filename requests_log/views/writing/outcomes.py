"""How a request ends: addressed with an outcome, and what any area may do because of it."""

from __future__ import annotations

from typing import Any

from django import forms

from cbtracker.accounts.permissions import Permission
from requests_log.forms.positions import FreedomForm, OutcomeForm
from requests_log.models import OPEN_STATUSES, Status
from requests_log.records import standings
from requests_log.services import declare_freedom, mark_addressed
from requests_log.views.writing.base import ChangeView


class OutcomeView(ChangeView):
    """Mark a request as addressed."""

    permission = Permission.RESOLVE
    form_class = OutcomeForm
    template_name = "requests_log/outcome.html"
    title = "How did this request end?"
    button = "Mark as addressed"
    done = "Marked as addressed"
    allowed = OPEN_STATUSES

    def initial(self) -> dict[str, Any]:
        """What stands, from which the outcome often is a word or two away."""
        freedom = self.entry.record.get("freedom") or {}
        return {"outcome": "", "text": self.entry.area_position_text, "freedom": freedom.get("text", "")}

    def save(self, form: forms.Form, expected: int) -> Any:
        """Mark it as addressed."""
        return mark_addressed(self.entry, by=self.user, expected_version=expected, **form.cleaned_data)

    def context(self) -> dict[str, Any]:
        """What stands."""
        return {"standings": standings(self.entry.record, whitehall=True)}


class FreedomView(ChangeView):
    """Declare what any area may do."""

    permission = Permission.RESOLVE
    form_class = FreedomForm
    template_name = "requests_log/about_issue.html"
    title = "Declare a freedom"
    button = "Declare the freedom"
    done = "Freedom declared. Every area can find it now"
    allowed = (*OPEN_STATUSES, Status.ADDRESSED)

    def initial(self) -> dict[str, Any]:
        """The freedom as declared so far."""
        return {"freedom": (self.entry.record.get("freedom") or {}).get("text", "")}

    def save(self, form: forms.Form, expected: int) -> Any:
        """Declare it."""
        return declare_freedom(self.entry, by=self.user, expected_version=expected, text=form.cleaned_data["freedom"])
