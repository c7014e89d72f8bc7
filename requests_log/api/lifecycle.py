"""How a request ends and starts again, and what is said beside its positions."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404, HttpResponseBase

from cbtracker.accounts.permissions import Permission
from cbtracker.rest.operation import operation
from requests_log.api.requests import OfRequests
from requests_log.api.shapes import RequestOut
from requests_log.api.writing_shapes import (
    DuplicateIn,
    FreedomIn,
    NextStepIn,
    OutcomeIn,
    ReopeningIn,
    ReplyIn,
    WithdrawalIn,
)
from requests_log.services import (
    declare_freedom,
    mark_addressed,
    mark_duplicate,
    reopen,
    reply,
    say_persists,
    state_next_step,
    withdraw,
)


class Outcomes(OfRequests):
    """How requests end."""

    @operation(
        "Mark a request as addressed",
        permission=Permission.RESOLVE,
        takes=OutcomeIn,
        gives=RequestOut,
        versioned=True,
        late=True,
    )
    def create(self, request: Any, reference: str) -> HttpResponseBase:
        """Say how a request in work ended, and what any area can do because of it. Who raised it is told by email."""
        return self.moved(Permission.RESOLVE, mark_addressed)


class Freedoms(OfRequests):
    """What any area may do because of a request."""

    names: ClassVar[dict[str, str]] = {"freedom": "text"}

    @operation(
        "Declare a freedom",
        permission=Permission.RESOLVE,
        takes=FreedomIn,
        gives=RequestOut,
        versioned=True,
        late=True,
    )
    def create(self, request: Any, reference: str) -> HttpResponseBase:
        """Say what any area can do, on the strength of a position or an outcome. It replaces an earlier one."""
        return self.moved(Permission.RESOLVE, declare_freedom)


class Reopenings(OfRequests):
    """Requests opened again."""

    @operation(
        "Open a request again",
        permission=Permission.RESOLVE,
        takes=ReopeningIn,
        gives=RequestOut,
        versioned=True,
        late=True,
    )
    def create(self, request: Any, reference: str) -> HttpResponseBase:
        """Open an addressed, withdrawn or duplicate request again. Its outcome stays in its history."""
        return self.moved(Permission.RESOLVE, reopen)


class Withdrawals(OfRequests):
    """Requests taken back."""

    @operation(
        "Withdraw a request",
        permission=Permission.WITHDRAW,
        takes=WithdrawalIn,
        gives=RequestOut,
        versioned=True,
        late=True,
    )
    def create(self, request: Any, reference: str) -> HttpResponseBase:
        """Take a request back that has not ended: by the area whose own it is alone, or by the secretariat."""
        return self.moved(Permission.WITHDRAW, withdraw)


class Duplicates(OfRequests):
    """Requests that ask the same as another."""

    @operation(
        "Mark a request as a duplicate",
        permission=Permission.TRIAGE,
        takes=DuplicateIn,
        gives=RequestOut,
        versioned=True,
        late=True,
    )
    def create(self, request: Any, reference: str) -> HttpResponseBase:
        """Say that a request asks the same as the request `of`. They are linked; no text is merged."""
        return self.moved(Permission.TRIAGE, mark_duplicate)


class NextSteps(OfRequests):
    """What is done next for the place."""

    @operation(
        "Say the next step",
        permission=Permission.READ_WHITEHALL_POSITIONS,
        takes=NextStepIn,
        gives=RequestOut,
        versioned=True,
        late=True,
    )
    def create(self, request: Any, reference: str) -> HttpResponseBase:
        """Say what a locality lead will do next for an own place, or the secretariat for any. Areas see it."""
        entry = self.entry()
        if not any(self.may(permission, entry) for permission in (Permission.STATE_NEXT_STEP, Permission.TRIAGE)):
            raise Http404
        said = self.said()
        self.expect(entry)
        state_next_step(entry, by=request.user, expected_version=entry.shared_version, **said)
        return self.answer(entry)


class Replies(OfRequests):
    """What areas say back."""

    @operation("Reply to where a request stands", permission=Permission.REPLY, takes=ReplyIn, gives=RequestOut)
    def create(self, request: Any, reference: str) -> HttpResponseBase:
        """Answer to where your request stands. Everybody who can read the request can read it.

        It needs no If-Match: adding words loses nobody's.
        """
        entry = self.entry(Permission.REPLY)
        reply(entry, by=request.user, **self.said())
        return self.answer(entry)


class Objections(OfRequests):
    """Barriers that are called addressed, and are still there."""

    @operation(
        "Say that a barrier persists",
        permission=Permission.SAY_PERSISTS,
        takes=ReplyIn,
        gives=RequestOut,
        late=True,
    )
    def create(self, request: Any, reference: str) -> HttpResponseBase:
        """Say what still stands in the way of an own request that was marked as addressed.

        It needs no If-Match: adding words loses nobody's.
        """
        entry = self.entry(Permission.SAY_PERSISTS)
        say_persists(entry, by=request.user, **self.said())
        return self.answer(entry)
