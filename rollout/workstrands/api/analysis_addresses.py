"""Where the operations of outcomes, delivery chains, options and gaps hang."""

from __future__ import annotations

from cbtracker.rest.keys import regex
from cbtracker.rest.routes import Route
from rollout.workstrands.api.analysis import (
    Appraisals,
    Chains,
    Gaps,
    Links,
    Measures,
    Options,
    OptionYears,
    Outcomes,
)

PLACE = f"strand-places/{regex('slug')}"
NUMBER = regex("id")
OF_PLAN = {"get": "list", "post": "create"}
OF_PART = {"post": "create"}
ONE = {"get": "retrieve", "patch": "partial_update", "delete": "destroy"}
ROUTES: list[Route] = [
    Route(f"{PLACE}/outcomes", "plan_outcomes", Outcomes, OF_PLAN),
    Route(f"plan-outcomes/{NUMBER}", "plan_outcome", Outcomes, ONE),
    Route(f"plan-outcomes/{NUMBER}/measures", "outcome_measures", Measures, OF_PART),
    Route(f"outcome-measures/{NUMBER}", "outcome_measure", Measures, ONE),
    Route(f"{PLACE}/delivery-chains", "delivery_chains", Chains, OF_PLAN),
    Route(f"delivery-chains/{NUMBER}", "delivery_chain", Chains, ONE),
    Route(f"delivery-chains/{NUMBER}/links", "chain_links", Links, OF_PART),
    Route(f"chain-links/{NUMBER}", "chain_link", Links, ONE),
    Route(f"{PLACE}/options", "plan_options", Options, OF_PLAN),
    Route(f"plan-options/{NUMBER}", "plan_option", Options, ONE),
    Route(f"plan-options/{NUMBER}/years", "option_years", OptionYears, OF_PART),
    Route(f"option-years/{NUMBER}", "option_year", OptionYears, ONE),
    Route(f"{PLACE}/appraisal", "plan_appraisal", Appraisals, {"get": "retrieve"}),
    Route(f"{PLACE}/gaps", "plan_gaps", Gaps, OF_PLAN),
    Route(f"plan-gaps/{NUMBER}", "plan_gap", Gaps, ONE),
]
