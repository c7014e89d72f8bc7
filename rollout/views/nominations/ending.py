"""Submitting a nomination and what follows: its confirmation, withdrawing it and taking it up again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from areas.services.versions import StaleVersion
from cbtracker.web.answers import CONFLICT, FORM_WRONG, OK, attach
from cbtracker.web.conflict import MALFORMED, read_version
from requests_log.models import LoggedRequest
from rollout.forms.nominations import WithdrawForm
from rollout.nomination_answers import answer_sections
from rollout.nomination_pages import Page
from rollout.nomination_tasks import tasks_of
from rollout.services.nominations import NominationClosed, resume, submit, withdraw
from rollout.views.nominations.base import NominationView

CHANGED = "Somebody changed the nomination after you opened this page. Check whether you still want to do this"


class Submit(NominationView):
    """What happens on submitting, and the button."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Ask; one that is not ready leads to what is missing, one that has gone to its confirmation."""
        if self.nomination.submitted_at is not None and self.nomination.withdrawn_at is None:
            return self.to("nomination_confirmation")
        if not self.nomination.is_draft:
            return self.to_closed()
        if not tasks_of(self.nomination, now=timezone.now()).submit.href:
            said = "Answer all pages and wait until it is signed, then submit it"
            return self.to("nomination_tasks", said, level=messages.WARNING)
        return self._page()

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Submit it. Whoever comes second is shown the confirmation of the first."""
        try:
            submit(self.nomination, by=self.user, now=timezone.now())
        except NominationClosed as closed:
            return self.to_closed(closed.current)
        except ValidationError as wrong:
            return self._page(FORM_WRONG, wrong=wrong.messages)
        return self.to("nomination_confirmation")

    def _page(self, status: int = OK, *, wrong: list[str] | None = None) -> HttpResponse:
        barriers = self.nomination.answers.get(Page.BARRIERS.value, {}).get("barriers", ())
        authorities = self.nomination.authorities.order_by("short_name")
        context = {"wrong": wrong or [], "barriers": len(barriers), "authorities": authorities}
        return self.page("submit", status, page_has_errors=bool(wrong), **context)


class Confirmation(NominationView):
    """That it came, what happens next, and a copy of the answers; it can be visited again at any time."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show it; a draft has none yet."""
        one = self.nomination
        if one.submitted_at is None:
            return self.to("nomination_tasks") if one.is_draft else self.to_closed()
        entries = LoggedRequest.objects.visible_to(self.user).filter(source=str(one)).order_by("number")
        return self.page("confirmation", sections=answer_sections(one), entries=entries)


class Withdraw(NominationView):
    """Asks whether to withdraw it, and why, if the officers want to say."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Ask; what is withdrawn already is told."""
        return self._page(WithdrawForm()) if self.nomination.withdrawn_at is None else self.to_closed()

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Withdraw it, or show what is wrong; pressed twice it is withdrawn once."""
        form, expected = WithdrawForm(request.POST), read_version(request.POST)
        if expected is None:
            form.add_error(None, MALFORMED)
        if expected is None or not form.is_valid():
            return self._page(form, FORM_WRONG)
        reason = form.cleaned_data["reason"]
        try:
            withdraw(self.nomination, reason=reason, by=self.user, expected_version=expected, now=timezone.now())
        except StaleVersion:
            self.read_again()
            form.add_error(None, CHANGED)
            return self._page(form, CONFLICT)
        except NominationClosed as closed:
            return self.to_closed(closed.current)
        except ValidationError as wrong:
            attach(form, wrong)
            return self._page(form, FORM_WRONG)
        return self.to("nomination", "The nomination is withdrawn. You can resume it at any time")

    def _page(self, form: WithdrawForm, status: int = OK) -> HttpResponse:
        return self.page("withdraw", status, form=form, version=self.nomination.version, page_has_errors=status != OK)


class Resume(NominationView):
    """Asks whether to take a withdrawn nomination up again where it was."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Ask; what is not withdrawn goes on where it is."""
        return self._page() if self.nomination.withdrawn_at is not None else self._to_where_it_is()

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Resume it, or say why it cannot be; pressed twice it is resumed once."""
        expected = read_version(request.POST)
        if expected is None:
            return self._page(FORM_WRONG, wrong=[MALFORMED])
        try:
            self.nomination = resume(self.nomination, by=self.user, expected_version=expected, now=timezone.now())
        except StaleVersion:
            self.read_again()
            return self._page(CONFLICT, wrong=[CHANGED])
        except NominationClosed as closed:
            self.nomination = closed.current
            return self._to_where_it_is()
        except ValidationError as wrong:
            return self._page(FORM_WRONG, wrong=wrong.messages)
        return self._to_where_it_is("The nomination goes on where it was")

    def _to_where_it_is(self, said: str = "") -> HttpResponse:
        return self.to("nomination_tasks" if self.nomination.is_draft else "nomination", said)

    def _page(self, status: int = OK, *, wrong: list[str] | None = None) -> HttpResponse:
        context = {"wrong": wrong or [], "version": self.nomination.version, "page_has_errors": bool(wrong)}
        return self.page("resume", status, **context)
