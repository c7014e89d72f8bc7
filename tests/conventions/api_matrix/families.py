"""Estimates and proposals."""

from __future__ import annotations

from cbtracker.accounts.permissions import Role
from tests.conventions.api_matrix.rows import ApiRow
from tests.conventions.matrix.families import ESTIMATE_READERS
from tests.conventions.matrix.families_proposals import CLARIFIERS, OFFICER
from tests.conventions.matrix.rows import SECRETARIAT, WHITEHALL


def run(side, user):
    return {"id": side.estimate_run.pk}


def population(side, user):
    return {"slug": side.population_base.slug}


def indicator(side, user):
    return {"slug": side.indicator.slug}


def upload(side, user):
    return {"upload": side.input_upload.pk}


def area(side, user):
    return {"slug": side.area.slug}


def pair(side, user):
    return {"first": side.estimate_run.pk, "second": side.estimate_run.pk, "authorities": "all"}


def figures(side, user):
    return {"supported_2011_12": {"low": 7, "high": 8}, "covers": "fwmp"}


def words(side, user):
    return {"basis": "Mine"}


ROWS = [
    ApiRow("annex_d_retrieve", ESTIMATE_READERS),
    ApiRow("annex_d_file_retrieve", ESTIMATE_READERS),
    ApiRow("estimate_runs_list", WHITEHALL),
    ApiRow("estimate_runs_create", SECRETARIAT),
    ApiRow("estimate_runs_comparison_retrieve", WHITEHALL, query=pair),
    ApiRow("estimate_run_retrieve", WHITEHALL, kwargs=run),
    ApiRow("estimate_run_current_create", SECRETARIAT, kwargs=run),
    ApiRow("populations_list", WHITEHALL),
    ApiRow("population_retrieve", WHITEHALL, kwargs=population),
    ApiRow("indicators_list", WHITEHALL),
    ApiRow("indicator_retrieve", WHITEHALL, kwargs=indicator),
    ApiRow("input_uploads_create", SECRETARIAT),
    ApiRow("input_upload_retrieve", SECRETARIAT, kwargs=upload),
    ApiRow("input_upload_confirmation_create", SECRETARIAT, kwargs=upload),
    ApiRow("proposals_list", ESTIMATE_READERS),
    ApiRow("proposal_retrieve", ESTIMATE_READERS, WHITEHALL, kwargs=area),
    ApiRow("proposal_partial_update", SECRETARIAT | OFFICER, SECRETARIAT, kwargs=area, body=figures),
    ApiRow("proposal_clarifications_create", CLARIFIERS, SECRETARIAT | {Role.CHAMPION}, kwargs=area, body=words),
    ApiRow("proposal_confirmations_create", SECRETARIAT, kwargs=area),
]
