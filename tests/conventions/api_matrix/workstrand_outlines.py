"""Outline proposals."""

from __future__ import annotations

from tests.conventions.api_matrix.rows import ApiRow
from tests.conventions.matrix.rows import NOBODY, WHITEHALL
from tests.conventions.matrix.workstrand_outlines import OFFICERS, READERS


def draft(side, user):
    return {"id": side.outline.pk}


def told(side, user):
    return {"id": side.told_outline.pk}


OWN_DRAFT = {"own": OFFICERS, "other": NOBODY, "kwargs": draft}
ROWS: list[ApiRow] = [
    ApiRow("outlines_list", READERS),
    ApiRow("outlines_list", READERS, accept="text/csv"),
    ApiRow("outlines_create", OFFICERS),
    ApiRow("outline_retrieve", WHITEHALL | OFFICERS, other=WHITEHALL, kwargs=told),
    ApiRow("outline_partial_update", **OWN_DRAFT),
    ApiRow("outline_sign_offs_create", **OWN_DRAFT),
    ApiRow("outline_submission_create", **OWN_DRAFT),
    ApiRow("outline_withdrawal_create", **OWN_DRAFT),
]
