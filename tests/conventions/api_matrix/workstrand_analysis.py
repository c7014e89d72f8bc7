"""Outcomes, delivery chains, options and gaps of a plan."""

from __future__ import annotations

from tests.conventions.api_matrix.rows import ApiRow
from tests.conventions.matrix.rows import SECRETARIAT
from tests.conventions.matrix.workstrand_plans import KEEPERS, OTHER_READERS, PLAN_READERS


def slug(side, user):
    return {"slug": side.strand_place.slug}


def gap(side, user):
    return {"id": side.gap.pk}


ROWS: list[ApiRow] = [
    ApiRow("plan_gaps_list", PLAN_READERS, OTHER_READERS, kwargs=slug),
    ApiRow("plan_gaps_create", KEEPERS, SECRETARIAT, kwargs=slug),
    ApiRow("plan_gap_retrieve", PLAN_READERS, OTHER_READERS, kwargs=gap),
    ApiRow("plan_gap_partial_update", KEEPERS, SECRETARIAT, kwargs=gap),
    ApiRow("plan_gap_destroy", KEEPERS, SECRETARIAT, kwargs=gap),
]
