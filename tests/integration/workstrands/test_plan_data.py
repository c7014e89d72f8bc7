"""All that a plan says as plain data, and what its budget comes to, worked by hand."""

from __future__ import annotations

import json

from rollout.workstrands.plan_data import budget_totals, plan_as_data
from tests.factories.workstrand_plans import (
    AgencyAgreementFactory,
    BudgetLineFactory,
    ChainLinkFactory,
    MilestoneSlipFactory,
    OptionYearFactory,
    OutcomeMeasureFactory,
    PlanBarrierFactory,
    PlanGapFactory,
    PlanItemFactory,
    TeamMemberFactory,
)
from tests.factories.workstrands import OperationalPlanFactory, StrandPlaceFactory


def test_totals_are_by_body_kind_and_year_and_count_what_is_not_known(plan):
    BudgetLineFactory(plan=plan, body="The council", kind="cash", year=2012, amount_pence=100_00)
    BudgetLineFactory(plan=plan, body="The council", kind="cash", year=2012, amount_pence=50)
    BudgetLineFactory(plan=plan, body="The council", kind="cash", year=2012, amount_pence=None)
    BudgetLineFactory(plan=plan, body="The council", kind="asset", year=2013, amount_pence=None)
    BudgetLineFactory(plan=plan, body="A trust", kind="cash", year=2012, amount_pence=0)
    BudgetLineFactory(plan=OperationalPlanFactory(place=StrandPlaceFactory(slot=2)))
    assert budget_totals(plan) == [
        {"body": "A trust", "kind": "cash", "year": 2012, "pence": 0, "lines": 1, "unknown": 0},
        {"body": "The council", "kind": "asset", "year": 2013, "pence": 0, "lines": 1, "unknown": 1},
        {"body": "The council", "kind": "cash", "year": 2012, "pence": 100_50, "lines": 3, "unknown": 1},
    ]


def test_a_plan_is_told_whole_and_blanks_stay_blank(plan):
    owner = TeamMemberFactory(plan=plan, full_name="Ana Field", backfill_pence=None)
    PlanItemFactory(plan=plan, owner=owner)
    MilestoneSlipFactory(milestone__plan=plan)
    AgencyAgreementFactory(plan=plan, body="The police")
    OutcomeMeasureFactory(outcome__plan=plan)
    ChainLinkFactory(chain__plan=plan)
    OptionYearFactory(option__plan=plan, benefit_pence=None)
    PlanGapFactory(plan=plan, owner=owner)
    PlanBarrierFactory(plan=plan)
    BudgetLineFactory(plan=plan, amount_pence=None)
    said = json.loads(json.dumps(plan_as_data(plan)))
    assert said["place"]["name"] == "Essex"
    assert said["checklist"][0]["owner"] == "Ana Field, The council"
    assert said["milestones"][0]["slips"][0]["reason"] == "The figures came late"
    assert said["team"][0]["backfill_pence"] is None
    assert said["options"][0]["years"] == [{"year": 2012, "cost_pence": 10000, "benefit_pence": None}]
    assert said["budget"][0]["amount_pence"] is None
    assert all(said[part] for part in ("agreements", "outcomes", "chains", "gaps", "barriers"))
