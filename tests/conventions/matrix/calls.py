"""Rows of the matrix: calls and returns."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from cbtracker.accounts.permissions import Role
from requests_log.services.calls import issue_call
from tests.conventions.matrix.rows import SECRETARIAT, WHITEHALL, Row

READERS_OF_CALLS = WHITEHALL | {Role.OFFICER}
ANSWERERS = SECRETARIAT | {Role.OFFICER}


def furnish(world: Any) -> None:
    """A call to the area of each side."""
    for side in (world.own, world.other):
        side.call = issue_call(
            by=world.people[Role.SECRETARIAT],
            title="Barriers that are missing",
            question="Is anything missing?",
            due_on=timezone.localdate() + timedelta(days=10),
            areas=[side.area],
        )
        side.addressee = side.call.addressees.get()


def call(side: Any, user: Any) -> dict[str, Any]:
    """The call to the side's area."""
    return {"slug": side.call.slug}


def addressee(side: Any, user: Any) -> dict[str, Any]:
    """The side's area, which the call asks."""
    return {"slug": side.call.slug, "addressee": side.addressee.pk}


ROWS: list[Row] = [
    Row("requests:calls", "GET", READERS_OF_CALLS),
    Row("requests:call_new", "GET", SECRETARIAT),
    Row("requests:call_new", "POST", SECRETARIAT),
    Row("requests:call", "GET", READERS_OF_CALLS, other=WHITEHALL, kwargs=call),
    Row("requests:call_csv", "GET", READERS_OF_CALLS, other=WHITEHALL, kwargs=call),
    Row("requests:call_extend", "GET", SECRETARIAT, kwargs=call),
    Row("requests:call_extend", "POST", SECRETARIAT, kwargs=call),
    Row("requests:answer", "GET", ANSWERERS, other=SECRETARIAT, kwargs=addressee),
    Row("requests:answer", "POST", ANSWERERS, other=SECRETARIAT, kwargs=addressee),
]
