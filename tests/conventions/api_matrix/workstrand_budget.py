"""The shadow budget of a place."""

from __future__ import annotations

from tests.conventions.api_matrix.rows import ApiRow
from tests.conventions.matrix.rows import SECRETARIAT
from tests.conventions.matrix.workstrand_plans import KEEPERS, OTHER_READERS, PLAN_READERS


def slug(side, user):
    return {"slug": side.strand_place.slug}


def line(side, user):
    return {"id": side.budget_line.pk}


ROWS: list[ApiRow] = [
    ApiRow("budget_lines_list", PLAN_READERS, OTHER_READERS, kwargs=slug),
    ApiRow("budget_lines_list", PLAN_READERS, OTHER_READERS, kwargs=slug, accept="text/csv"),
    ApiRow("budget_lines_create", KEEPERS, SECRETARIAT, kwargs=slug),
    ApiRow("budget_totals_retrieve", PLAN_READERS, OTHER_READERS, kwargs=slug),
    ApiRow("budget_compared_retrieve", PLAN_READERS, OTHER_READERS, kwargs=slug),
    ApiRow("budget_line_retrieve", PLAN_READERS, OTHER_READERS, kwargs=line),
    ApiRow("budget_line_partial_update", KEEPERS, SECRETARIAT, kwargs=line),
    ApiRow("budget_line_destroy", KEEPERS, SECRETARIAT, kwargs=line),
]
