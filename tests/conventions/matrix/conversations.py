"""Rows of the matrix: conversations with authorities."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from cbtracker.accounts.permissions import Role
from rollout.services import NoteTerms, open_conversation
from tests.conventions.matrix.rows import SECRETARIAT, WHITEHALL, Row

CONVERSERS = SECRETARIAT | {Role.LOCALITY_LEAD, Role.OFFICER}
READERS_OF_TALKS = WHITEHALL | {Role.OFFICER}
RETRACTERS = SECRETARIAT


def furnish(world: Any) -> None:
    """A conversation with the authority of each side, with a shared note; and one that only Whitehall knows."""
    by = world.people[Role.SECRETARIAT]
    for side in (world.own, world.other):
        note = NoteTerms(text="They would like to begin in the autumn.", next_action="Send the evidence")
        side.talk = open_conversation(
            authority=side.authority, subject="An early start", by=by, now=timezone.now(), first_note=note
        )
        side.talk_note = side.talk.notes.get()
        hidden = NoteTerms(text="Between us.", audience="whitehall", next_action="Ask the region")
        side.hidden_talk = open_conversation(
            authority=side.authority, subject="Not yet said", by=by, now=timezone.now(), first_note=hidden
        )


def talk(side: Any, user: Any) -> dict[str, Any]:
    """The conversation with the side's authority; for officers of it, and for others, that with a shared note."""
    return {"pk": side.talk.pk}


def note(side: Any, user: Any) -> dict[str, Any]:
    """The note of that conversation."""
    return {"pk": side.talk.pk, "note": side.talk_note.pk}


ROWS: list[Row] = [
    Row("rollout:conversations", "GET", READERS_OF_TALKS),
    Row("rollout:open_conversation", "GET", CONVERSERS),
    Row("rollout:open_conversation", "POST", CONVERSERS),
    Row("rollout:conversation", "GET", READERS_OF_TALKS, other=WHITEHALL, kwargs=talk),
    Row("rollout:add_note", "GET", CONVERSERS, other=SECRETARIAT, kwargs=talk),
    Row("rollout:add_note", "POST", CONVERSERS, other=SECRETARIAT, kwargs=talk),
    Row("rollout:action_done", "POST", CONVERSERS, other=SECRETARIAT, kwargs=note),
    Row("rollout:retract_note", "GET", RETRACTERS, kwargs=note),
    Row("rollout:retract_note", "POST", RETRACTERS, kwargs=note),
    Row("rollout:close_conversation", "POST", CONVERSERS, other=SECRETARIAT, kwargs=talk),
    Row("rollout:reopen_conversation", "POST", CONVERSERS, other=SECRETARIAT, kwargs=talk),
]
