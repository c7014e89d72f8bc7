"""Asking somebody to sign an outline proposal, and the pages behind the link that they get."""

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
from rollout.answers import Section
from rollout.sign_states import Sign
from rollout.views.signing_pages import LinkPage, SignedPage, SignPage
from rollout.workstrands.forms.outlines import OutlineSignOffForm
from rollout.workstrands.models import OutlineSignOff
from rollout.workstrands.outline_answers import outline_sections
from rollout.workstrands.outline_pages import read_said
from rollout.workstrands.outline_tasks import SideState, side_states
from rollout.workstrands.services.outlines.claims import OutlineClosed
from rollout.workstrands.services.outlines.signing import SIGNING, ask_outline_sign_off
from rollout.workstrands.views.outlines.base import DraftPage

CHANGED = "Somebody changed the outline proposal after you opened this page. Check what it says now, then ask again"


class AskOutlineSignOff(DraftPage):
    """Who signs for one side, where that stands, and the form that asks."""

    def show(self, **kwargs: Any) -> HttpResponse:
        """Show it; until everything is answered there is nothing to sign."""
        state = self._state(kwargs["side"])
        if missing := read_said(self.outline).missing:
            said = f"Answer “{missing[0].label}” first: what is signed is what all pages say"
            return self.to("outline_tasks", said, level=messages.WARNING)
        asked = state.asked
        initial = {"full_name": asked.full_name, "post": asked.post, "email": asked.email} if asked else {}
        return self._page(state, OutlineSignOffForm(side=state.side, initial=initial))

    def post(self, request: HttpRequest, side: str, **kwargs: Any) -> HttpResponse:
        """Ask once, however often the button is pressed, or show what is wrong."""
        state = self._state(side)
        if not self.outline.is_draft:
            return self.to_closed()
        form, expected = OutlineSignOffForm(request.POST, side=side), read_version(request.POST)
        if expected is None:
            form.add_error(None, MALFORMED)
        if expected is None or not form.is_valid():
            return self._page(state, form, FORM_WRONG)
        return self._ask(state, form, expected)

    def _ask(self, state: SideState, form: OutlineSignOffForm, expected: int) -> HttpResponse:
        said: dict[str, Any] = {**form.cleaned_data, "side": state.side, "by": self.user}
        try:
            with once(self.request) as first:
                if first:
                    ask_outline_sign_off(self.outline, expected_version=expected, now=timezone.now(), **said)
        except StaleVersion:
            self.read_again()
            form.add_error(None, CHANGED)
            return self._page(self._state(state.side), form, CONFLICT)
        except OutlineClosed as closed:
            self.outline = closed.current
            return self.to_closed()
        except ValidationError as wrong:
            attach(form, wrong)
            return self._page(state, form, FORM_WRONG)
        return self.to("outline_tasks", f"We are sending {form.cleaned_data['full_name']} an email with a link")

    def _state(self, side: str) -> SideState:
        """Where the sign-off of `side` stands. Raises Http404 where nobody signs for it."""
        for state in side_states(self.outline, now=timezone.now()):
            if state.side == side:
                return state
        raise Http404

    def _page(self, state: SideState, form: OutlineSignOffForm, status: int = OK) -> HttpResponse:
        return self.page(
            "ask_sign_off",
            status,
            state=state,
            form=form,
            is_signed=state.sign is Sign.SIGNED,
            is_authority=state.side == OutlineSignOff.Side.AUTHORITY,
            version=self.outline.version,
            page_has_errors=status != OK,
        )


class _OfOutline(LinkPage):
    """What both pages behind the link know of outline proposals."""

    signing, folder, done = SIGNING, "workstrands/outlines", "workstrands:outline_signed_off"

    def about(self, sign_off: OutlineSignOff) -> dict[str, Any]:
        """The outline proposal."""
        return {"sign_off": sign_off, "outline": sign_off.outline, "strand": sign_off.outline.strand}

    def sections(self, sign_off: OutlineSignOff) -> list[Section]:
        """The answers."""
        return outline_sections(sign_off.outline)


class SignOutline(_OfOutline, SignPage):
    """What the place proposes, to be signed or sent back."""


class SignedOutline(_OfOutline, SignedPage):
    """What the person answered, and what comes next."""
