"""Rows of the matrix: the pages that change requests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from cbtracker.accounts.permissions import Role
from requests_log.models import LoggedRequest
from requests_log.services import bulk_change, mark_addressed, raise_request, triage
from requests_log.services.naming import AreasNamed, DepartmentsNamed, NamedArea
from tests.conventions.matrix.rows import NOBODY, READERS, SECRETARIAT, WHITEHALL, Row

NOON = datetime(2011, 3, 17, 12, tzinfo=UTC)
RAISERS = WHITEHALL | {Role.OFFICER}
SPEAKERS = SECRETARIAT | {Role.CHAMPION}
SECRETARIAT_AND_OFFICER = SECRETARIAT | {Role.OFFICER}
SECRETARIAT_AND_LEAD = SECRETARIAT | {Role.LOCALITY_LEAD}


def furnish(world: Any) -> None:
    """On each side a request in work and an addressed one, raised by the officer on the own side; and a bulk change."""
    secretariat = world.people[Role.SECRETARIAT]
    for side in (world.own, world.other):
        by = world.people[Role.OFFICER] if side is world.own else secretariat
        side.open_entry = _accepted(side, by, secretariat)
        side.ended_entry = _accepted(side, by, secretariat)
        mark_addressed(
            side.ended_entry,
            by=secretariat,
            expected_version=side.ended_entry.shared_version,
            outcome="agreed",
            text="Done",
        )
    entry = world.own.open_entry
    world.own.batch = world.other.batch = bulk_change(
        [entry],
        by=secretariat,
        expected_versions={entry.pk: entry.shared_version},
        reason="The meeting decided so",
        due_on=date(2011, 5, 1),
    )


def _accepted(side: Any, by: Any, secretariat: Any) -> LoggedRequest:
    entry = raise_request(by=by, issue="A need", areas=AreasNamed("named", (NamedArea(side.area),)), now=NOON)
    triage(
        entry,
        by=secretariat,
        expected_version=entry.shared_version,
        departments=DepartmentsNamed("named", (side.department,)),
        timescale="after_april",
        now=NOON,
    )
    return LoggedRequest.objects.get(pk=entry.pk)


def of_open(side: Any, user: Any) -> dict[str, Any]:
    """A request in work."""
    return {"reference": side.open_entry.reference}


def of_ended(side: Any, user: Any) -> dict[str, Any]:
    """An addressed request."""
    return {"reference": side.ended_entry.reference}


def of_link(side: Any, user: Any) -> dict[str, Any]:
    """A link of a request; one that has gone is no fault."""
    return {"reference": side.open_entry.reference, "link": 1}


def of_batch(side: Any, user: Any) -> dict[str, Any]:
    """A bulk change."""
    return {"pk": side.batch.pk}


def issue(side: Any, user: Any) -> dict[str, Any]:
    """A question of raising a request."""
    return {"question": "issue"}


def both(route: str, own: Any, other: Any = None, **more: Any) -> list[Row]:
    """Rows of a page with a form."""
    return [Row(f"requests:{route}", method, own, other, **more) for method in ("GET", "POST")]


ROWS: list[Row] = [
    Row("requests:queue", "GET", SPEAKERS),
    Row("requests:queue_next", "GET", SPEAKERS),
    Row("requests:untriaged", "GET", SECRETARIAT),
    Row("requests:untriaged_next", "GET", SECRETARIAT),
    *both("raise", RAISERS),
    *both("raise_question", RAISERS, kwargs=issue),
    *both("raise_check", RAISERS),
    Row("requests:raise_delete", "POST", RAISERS),
    Row("requests:raise_answered", "GET", RAISERS),
    Row("requests:raised", "GET", {Role.OFFICER}, SECRETARIAT, kwargs=of_open),
    *both("triage", SECRETARIAT, kwargs=of_open),
    *both("duplicate", SECRETARIAT, kwargs=of_open),
    *both("links", SECRETARIAT, kwargs=of_open),
    Row("requests:unlink", "POST", SECRETARIAT, kwargs=of_link),
    *both("withdraw", SECRETARIAT_AND_OFFICER, SECRETARIAT, kwargs=of_open),
    *both("reopen", SPEAKERS, SECRETARIAT, kwargs=of_ended),
    *both("position", SPEAKERS, SECRETARIAT, kwargs=of_open),
    Row("requests:confirm", "POST", SPEAKERS, SECRETARIAT, kwargs=of_open),
    *both("outcome", SPEAKERS, SECRETARIAT, kwargs=of_open),
    *both("freedom", SPEAKERS, SECRETARIAT, kwargs=of_open),
    *both("next_step", SECRETARIAT_AND_LEAD, SECRETARIAT, kwargs=of_open),
    *both("reply", {Role.OFFICER}, NOBODY, kwargs=of_open),
    *both("persists", {Role.OFFICER}, NOBODY, kwargs=of_ended),
    Row("requests:watch", "POST", READERS, READERS - {Role.OFFICER}, kwargs=of_open),
    Row("requests:unwatch", "POST", READERS, READERS - {Role.OFFICER}, kwargs=of_open),
    *both("bulk", SECRETARIAT),
    Row("requests:changes", "GET", SECRETARIAT),
    Row("requests:change", "GET", SECRETARIAT, kwargs=of_batch),
    *both("reverse", SECRETARIAT, kwargs=of_batch),
]
