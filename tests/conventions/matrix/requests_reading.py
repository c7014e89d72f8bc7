"""Rows of the matrix: the pages that read the register, saved views and workstreams."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from cbtracker.accounts.permissions import Role
from requests_log.models import SavedView, Workstream, WorkstreamStatus
from requests_log.services.creation import Draft, create_requests
from requests_log.services.naming import AreasNamed, DepartmentsNamed, NamedArea
from tests.conventions.matrix.rows import PROGRAMME, READERS, SECRETARIAT, WHITEHALL, Row

SEES_OTHERS = READERS - {Role.OFFICER}


def furnish(world: Any) -> None:
    """A request of each side's area and department, a workstream with a status, and saved views."""
    now = timezone.now()
    workstream = Workstream.objects.create(slug="matrix-data", name="Matrix data sharing", order=900)
    status = WorkstreamStatus.objects.create(workstream=workstream, text="Under way", effective_at=now, recorded_at=now)
    for side in (world.own, world.other):
        draft = Draft(
            issue="Let budgets be pooled",
            areas=AreasNamed("named", (NamedArea(side.area),)),
            departments=DepartmentsNamed("named", (side.department,)),
            status="accepted",
            timescale="after_april",
        )
        [side.read_entry] = create_requests([draft], by=None, action="imported", now=now)
        side.workstream, side.workstream_status = workstream, status
    # On the own side everybody has a view; on the other side it is somebody else's.
    world.own.views = {
        user.pk: SavedView.objects.create(user=user, name="Mine", created_at=now) for user in _all(world)
    }
    stranger = world.people[Role.ADMINISTRATOR]
    foreign = SavedView.objects.create(user=stranger, name="Not yours", created_at=now)
    world.other.views = {user.pk: foreign for user in _all(world)}


def _all(world: Any) -> list[Any]:
    return list(world.people.values())


def entry(side: Any, user: Any) -> dict[str, Any]:
    """The side's request."""
    return {"reference": side.read_entry.reference}


def view(side: Any, user: Any) -> dict[str, Any]:
    """The user's own view; on the other side a view of somebody else."""
    return {"pk": side.views[user.pk].pk if user else 1}


def workstream(side: Any, user: Any) -> dict[str, Any]:
    """The workstream, which belongs to no side."""
    return {"slug": side.workstream.slug}


def status(side: Any, user: Any) -> dict[str, Any]:
    """The workstream's status."""
    return {"slug": side.workstream.slug, "pk": side.workstream_status.pk}


def csv(side: Any, user: Any) -> dict[str, Any]:
    """The export as CSV."""
    return {"format": "csv"}


def sharing(side: Any, user: Any) -> dict[str, Any]:
    """Share it."""
    return {"shared": "yes"}


NOBODY_ELSE: frozenset[Role] = frozenset()
ROWS: list[Row] = [
    Row("requests:list", "GET", READERS),
    Row("requests:export_list", "GET", READERS, kwargs=csv),
    Row("requests:detail", "GET", READERS, other=SEES_OTHERS, kwargs=entry),
    Row("requests:revisions", "GET", READERS, other=SEES_OTHERS, kwargs=entry),
    Row("requests:freedoms", "GET", PROGRAMME),
    Row("requests:saved_views", "GET", READERS),
    Row("requests:saved_views", "POST", READERS),
    Row("requests:share_view", "POST", WHITEHALL, other=NOBODY_ELSE, kwargs=view, data=sharing),
    Row("requests:delete_view", "POST", READERS, other=NOBODY_ELSE, kwargs=view),
    Row("requests:workstreams", "GET", READERS),
    Row("requests:workstream", "GET", READERS, kwargs=workstream),
    Row("requests:add_workstream", "GET", SECRETARIAT),
    Row("requests:add_workstream", "POST", SECRETARIAT),
    Row("requests:add_workstream_status", "GET", SECRETARIAT, kwargs=workstream),
    Row("requests:add_workstream_status", "POST", SECRETARIAT, kwargs=workstream),
    Row("requests:end_workstream_status", "POST", SECRETARIAT, kwargs=status),
    Row("requests:change_workstream", "GET", SECRETARIAT, kwargs=workstream),
    Row("requests:change_workstream", "POST", SECRETARIAT, kwargs=workstream),
    Row("requests:add_workshop", "GET", SECRETARIAT, kwargs=workstream),
    Row("requests:add_workshop", "POST", SECRETARIAT, kwargs=workstream),
]
