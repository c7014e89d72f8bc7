"""Asking the second person of an authority to sign: its leader or chief executive."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from areas.services.versions import StaleVersion
from cbtracker.web.answers import CONFLICT, FORM_WRONG, OK, attach
from cbtracker.web.conflict import MALFORMED, read_version
from cbtracker.web.once import once
from rollout.forms.nominations import SignOffForm
from rollout.nomination_answers import answer_sections
from rollout.nomination_pages import missing_pages
from rollout.nomination_tasks import Sign, SignState, sign_states
from rollout.services.nominations import NominationClosed, ask_sign_off
from rollout.views.nominations.base import DraftView

CHANGED = "Somebody changed the nomination after you opened this page. Check what it says now, then ask again"


class AskSignOff(DraftView):
    """Who signs for one authority, where that stands, and the form that asks."""

    def show(self, **kwargs: Any) -> HttpResponse:
        """Show it; until all pages are answered there is nothing to sign."""
        state = self._state(kwargs["slug"])
        if missing := missing_pages(self.nomination):
            said = f"Answer “{missing[0].label}” first: what is signed is what all pages say"
            return self.to("nomination_tasks", said, level=messages.WARNING)
        asked = state.asked
        initial = {"full_name": asked.full_name, "post": asked.post, "email": asked.email} if asked else {}
        return self._page(state, SignOffForm(initial=initial))

    def post(self, request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
        """Ask once, however often the button is pressed, or show what is wrong."""
        state = self._state(slug)
        if not self.nomination.is_draft:
            return self.to_closed()
        form, expected = SignOffForm(request.POST), read_version(request.POST)
        if expected is None:
            form.add_error(None, MALFORMED)
        if expected is None or not form.is_valid():
            return self._page(state, form, FORM_WRONG)
        return self._ask(state, form, expected)

    def _ask(self, state: SignState, form: SignOffForm, expected: int) -> HttpResponse:
        said: dict[str, Any] = {**form.cleaned_data, "authority": state.authority, "by": self.user}
        try:
            with once(self.request) as first:
                if first:
                    ask_sign_off(self.nomination, expected_version=expected, now=timezone.now(), **said)
        except StaleVersion:
            self.read_again()
            form.add_error(None, CHANGED)
            return self._page(self._state(state.authority.slug), form, CONFLICT)
        except NominationClosed as closed:
            return self.to_closed(closed.current)
        except ValidationError as wrong:
            attach(form, wrong)
            return self._page(state, form, FORM_WRONG)
        return self.to("nomination_tasks", f"We are sending {form.cleaned_data['full_name']} an email with a link")

    def _state(self, slug: str) -> SignState:
        """Where the sign-off of the authority `slug` stands. Raises Http404 where it takes no part."""
        for state in sign_states(self.nomination, now=timezone.now()):
            if state.authority.slug == slug:
                return state
        raise Http404

    def _page(self, state: SignState, form: SignOffForm, status: int = OK) -> HttpResponse:
        return self.page(
            "ask_sign_off",
            status,
            state=state,
            form=form,
            is_signed=state.sign is Sign.SIGNED,
            version=self.nomination.version,
            sections=answer_sections(self.nomination),
            page_has_errors=status != OK,
        )
