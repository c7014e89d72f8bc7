"""Rows of the matrix: the timeline."""

from __future__ import annotations

from typing import Any

from rollout.models import TimelineEntry
from tests.conventions.matrix.rows import PROGRAMME, SECRETARIAT, Row
from tests.factories.rollout import TimelineEntryFactory


def furnish(world: Any) -> None:
    """Add the entry that the rows below need: the timeline is nobody's own, so both sides have the same."""
    world.own.timeline_entry = world.other.timeline_entry = TimelineEntryFactory()


def entry(side: Any, user: Any) -> dict[str, Any]:
    """An entry of the timeline."""
    assert isinstance(side.timeline_entry, TimelineEntry)
    return {"pk": side.timeline_entry.pk}


def phase(side: Any, user: Any) -> dict[str, Any]:
    """The phase of the side's area."""
    return {"slug": side.area.phase.slug}


ROWS: list[Row] = [
    Row("rollout:timeline", "GET", PROGRAMME),
    Row("rollout:timeline_calendar", "GET", PROGRAMME),
    Row("rollout:add_to_timeline", "GET", SECRETARIAT),
    Row("rollout:add_to_timeline", "POST", SECRETARIAT),
    Row("rollout:change_timeline", "GET", SECRETARIAT, kwargs=entry),
    Row("rollout:change_timeline", "POST", SECRETARIAT, kwargs=entry),
    Row("rollout:remove_from_timeline", "GET", SECRETARIAT, kwargs=entry),
    Row("rollout:remove_from_timeline", "POST", SECRETARIAT, kwargs=entry),
    Row("rollout:change_phase", "GET", SECRETARIAT, kwargs=phase),
    Row("rollout:change_phase", "POST", SECRETARIAT, kwargs=phase),
]
