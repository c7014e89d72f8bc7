"""What a reader may do about a request as it is now: the links of its page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from areas.access import can
from cbtracker.accounts.permissions import Permission
from requests_log.models import OPEN_STATUSES, LoggedRequest, Status

ENDED = (Status.ADDRESSED, Status.WITHDRAWN, Status.DUPLICATE)
UNENDED = (Status.RAISED, *OPEN_STATUSES)


@dataclass(frozen=True)
class ActionLink:
    """One thing that can be done, and where."""

    text: str
    href: str


# Route, what it says, the permission, and the statuses in which the service allows it.
OFFERED: tuple[tuple[str, str, Permission, tuple[str, ...]], ...] = (
    ("triage", "Triage", Permission.TRIAGE, (Status.RAISED,)),
    ("position", "State a position", Permission.STATE_POSITION, OPEN_STATUSES),
    ("next_step", "Say the next step with the place", Permission.STATE_NEXT_STEP, OPEN_STATUSES),
    ("next_step", "Say the next step with the place", Permission.TRIAGE, OPEN_STATUSES),
    ("outcome", "Mark as addressed", Permission.RESOLVE, OPEN_STATUSES),
    ("triage", "Change details", Permission.TRIAGE, OPEN_STATUSES),
    ("freedom", "Declare a freedom", Permission.RESOLVE, (*OPEN_STATUSES, Status.ADDRESSED)),
    ("reply", "Reply", Permission.REPLY, tuple(Status)),
    ("persists", "Say that the barrier persists", Permission.SAY_PERSISTS, (Status.ADDRESSED,)),
    ("reopen", "Reopen", Permission.RESOLVE, ENDED),
    ("links", "Link related requests", Permission.TRIAGE, tuple(Status)),
    ("duplicate", "Mark as a duplicate", Permission.TRIAGE, UNENDED),
    ("withdraw", "Withdraw", Permission.WITHDRAW, UNENDED),
)


def actions_on(entry: LoggedRequest, user: Any) -> list[ActionLink]:
    """The actions that `user` may take on `entry` now, the likeliest first."""
    return [
        ActionLink(text, reverse(f"requests:{route}", kwargs={"reference": entry.reference}))
        for route, text, permission, statuses in OFFERED
        if entry.status in statuses and can(user, permission, on=entry)
    ]
