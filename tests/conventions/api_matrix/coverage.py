"""Engagement, coverage, the timeline and documents."""

from __future__ import annotations

from tests.conventions.api_matrix.places import code
from tests.conventions.api_matrix.rows import ApiRow
from tests.conventions.matrix.rows import READERS, SECRETARIAT


def step(side, user):
    return {**code(side, user), "id": side.step.pk}


def entry(side, user):
    return {"id": side.timeline_entry.pk}


ROWS: list[ApiRow] = [
    ApiRow("coverage_retrieve", READERS),
    ApiRow("coverage_retrieve", READERS, accept="text/csv"),
    ApiRow("engagements_list", READERS),
    ApiRow("engagement_retrieve", READERS, kwargs=code),
    ApiRow("engagement_steps_create", SECRETARIAT, kwargs=code),
    ApiRow("engagement_step_retrieve", READERS, kwargs=step),
    ApiRow("engagement_step_retraction_retract", SECRETARIAT, kwargs=step),
    ApiRow("timeline_list", READERS),
    ApiRow("timeline_list", READERS, accept="text/calendar"),
    ApiRow("timeline_create", SECRETARIAT),
    ApiRow("timeline_item_retrieve", READERS, kwargs=entry),
    ApiRow("timeline_item_partial_update", SECRETARIAT, kwargs=entry),
    ApiRow("timeline_item_destroy", SECRETARIAT, kwargs=entry),
]
