"""Submitting an outline proposal, its confirmation, and withdrawing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from areas.services.versions import StaleVersion
from cbtracker.web.answers import CONFLICT, FORM_WRONG, OK, attach
from cbtracker.web.conflict import MALFORMED, read_version
from rollout.workstrands.forms.outlines import WithdrawOutlineForm
from rollout.workstrands.outline_answers import outline_sections
from rollout.workstrands.outline_tasks import outline_tasks
from rollout.workstrands.selectors.outlines import decision_of
from rollout.workstrands.services.outlines.claims import OutlineClosed
from rollout.workstrands.services.outlines.submitting import submit_outline, withdraw_outline
from rollout.workstrands.views.outlines.base import OutlineView

CHANGED = "Somebody changed the outline proposal after you opened this page. Check whether you still want to do this"


class SubmitOutline(OutlineView):
    """What happens on submitting, and the button."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Ask; what has gone already leads to its confirmation, what is not ready says what is missing."""
        if not self.outline.is_draft:
            return self._gone()
        return self._page()

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Submit it, or say what is missing. Whoever comes second is shown the confirmation of the first."""
        try:
            self.outline = submit_outline(self.outline, by=self.user, now=timezone.now())
        except OutlineClosed as closed:
            self.outline = closed.current
            return self._gone()
        except ValidationError as wrong:
            return self._page(FORM_WRONG, wrong=wrong.messages)
        return self.to("outline_confirmation")

    def _gone(self) -> HttpResponse:
        return self.to_closed() if self.outline.withdrawn_at is not None else self.to("outline_confirmation")

    def _page(self, status: int = OK, *, wrong: list[str] | None = None) -> HttpResponse:
        tasks = outline_tasks(self.outline, now=timezone.now())
        faults = [{"text": f"Answer “{label}”", "href": href} for label, href in tasks.missing] if wrong else []
        if wrong and not faults:
            faults = [{"text": one, "href": "#main-content"} for one in wrong]
        is_ready = bool(tasks.submit.href)
        return self.page("submit", status, tasks=tasks, faults=faults, is_ready=is_ready, page_has_errors=bool(wrong))


class OutlineConfirmation(OutlineView):
    """That it came, what happens next, and a copy of it; it can be visited again at any time."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show it; a draft has none yet."""
        if self.outline.submitted_at is None:
            return self.to("outline_tasks") if self.outline.is_draft else self.to_closed()
        return self.page(
            "confirmation",
            sections=outline_sections(self.outline),
            decision=decision_of(self.outline, self.user),
        )


class WithdrawOutline(OutlineView):
    """Asks whether to withdraw it, and why."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Ask; what is withdrawn or decided on already is told."""
        if self.outline.withdrawn_at is not None:
            return self.to_closed()
        if decision_of(self.outline, self.user) is not None:
            said = "It has been decided on. Tell the secretariat if the place cannot take part"
            return self.to("outline", said, level=messages.WARNING)
        return self._page(WithdrawOutlineForm())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Withdraw it, or show what is wrong; pressed twice it is withdrawn once."""
        form, expected = WithdrawOutlineForm(request.POST), read_version(request.POST)
        if expected is None:
            form.add_error(None, MALFORMED)
        if expected is None or not form.is_valid():
            return self._page(form, FORM_WRONG)
        told: dict[str, Any] = {"by": self.user, "expected_version": expected, "now": timezone.now()}
        try:
            withdraw_outline(self.outline, reason=form.cleaned_data["reason"], **told)
        except StaleVersion:
            self.read_again()
            form.add_error(None, CHANGED)
            return self._page(form, CONFLICT)
        except OutlineClosed as closed:
            self.outline = closed.current
            return self.to_closed()
        except ValidationError as wrong:
            attach(form, wrong)
            return self._page(form, FORM_WRONG)
        return self.to("outline", "The outline proposal is withdrawn")

    def _page(self, form: WithdrawOutlineForm, status: int = OK) -> HttpResponse:
        return self.page("withdraw", status, form=form, version=self.outline.version, page_has_errors=status != OK)
