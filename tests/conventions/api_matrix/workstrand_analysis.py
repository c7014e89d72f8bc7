"""Outcomes, delivery chains, options and gaps of a plan."""

from __future__ import annotations

from tests.conventions.api_matrix.rows import ApiRow
from tests.conventions.matrix.rows import SECRETARIAT
from tests.conventions.matrix.workstrand_plans import KEEPERS, OTHER_READERS, PLAN_READERS


def slug(side, user):
    return {"slug": side.strand_place.slug}


def number_of(name):
    return lambda side, user: {"id": getattr(side, name).pk}


def of_plan(name):
    return [
        ApiRow(f"{name}_list", PLAN_READERS, OTHER_READERS, kwargs=slug),
        ApiRow(f"{name}_create", KEEPERS, SECRETARIAT, kwargs=slug),
    ]


def one(name, of):
    return [
        ApiRow(f"{name}_retrieve", PLAN_READERS, OTHER_READERS, kwargs=number_of(of)),
        ApiRow(f"{name}_partial_update", KEEPERS, SECRETARIAT, kwargs=number_of(of)),
        ApiRow(f"{name}_destroy", KEEPERS, SECRETARIAT, kwargs=number_of(of)),
    ]


def added_to(name, of):
    return ApiRow(f"{name}_create", KEEPERS, SECRETARIAT, kwargs=number_of(of))


ROWS: list[ApiRow] = [
    *of_plan("plan_gaps"),
    *one("plan_gap", "gap"),
    *of_plan("plan_outcomes"),
    *one("plan_outcome", "outcome"),
    added_to("outcome_measures", "outcome"),
    *one("outcome_measure", "measure"),
    *of_plan("delivery_chains"),
    *one("delivery_chain", "chain"),
    added_to("chain_links", "chain"),
    *one("chain_link", "link"),
    *of_plan("plan_options"),
    *one("plan_option", "option"),
    added_to("option_years", "option"),
    *one("option_year", "option_year"),
    ApiRow("plan_appraisal_retrieve", PLAN_READERS, OTHER_READERS, kwargs=slug),
]
