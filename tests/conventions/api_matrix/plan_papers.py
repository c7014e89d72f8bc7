"""Operational plans as papers."""

from __future__ import annotations

from tests.conventions.api_matrix.rows import ApiRow
from tests.conventions.matrix.workstrand_plans import OTHER_READERS, PLAN_READERS


def slug(side, user):
    return {"slug": side.strand_place.slug}


def version(side, user):
    return {**slug(side, user), "version": side.plan_version.number}


def file(kwargs):
    return lambda side, user: {**kwargs(side, user), "extension": "html"}


ROWS: list[ApiRow] = [
    ApiRow("plan_paper_retrieve", PLAN_READERS, OTHER_READERS, kwargs=slug),
    ApiRow("plan_paper_file_retrieve", PLAN_READERS, OTHER_READERS, kwargs=file(slug)),
    ApiRow("plan_version_paper_retrieve", PLAN_READERS, OTHER_READERS, kwargs=version),
    ApiRow("plan_version_paper_file_retrieve", PLAN_READERS, OTHER_READERS, kwargs=file(version)),
]
