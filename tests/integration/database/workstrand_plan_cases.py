"""Cases of constraints on operational plans, their checklists and their milestones, as in `cases`."""

from __future__ import annotations

from datetime import date
from typing import Any

from rollout.workstrands.models import ChecklistItem
from tests.factories import workstrand_plans as parts
from tests.factories import workstrands
from tests.factories.workstrand_plans import MilestoneFactory
from tests.factories.workstrands import OperationalPlanFactory, WorkstrandFactory
from tests.integration.database.cases import Case, check, twice


def after_itself(other: bool) -> Any:
    """A milestone that comes after itself, or after another."""
    milestone = MilestoneFactory()
    before = MilestoneFactory(plan=milestone.plan) if other else milestone
    return type(milestone).objects.filter(pk=milestone.pk).update(after=before)


def item(**said: Any) -> Any:
    """A letter of a list, made past the factory's looking for one that is there."""
    terms = {"checklist": "plan", "letter": "a", "text": "Map it", "source": "F003", **said}
    return ChecklistItem.objects.create(strand=WorkstrandFactory(), **terms)


PLANS: list[Case] = [
    check(
        "plan_is_of_one_to_ten_years",
        workstrands.OperationalPlanFactory,
        {"first_year": 2012, "last_year": 2022},
        {"first_year": 2012, "last_year": 2021},
    ),
    check(
        "plan_discounts_by_up_to_a_fifth",
        workstrands.OperationalPlanFactory,
        {"discount_rate": 2001},
        {"discount_rate": 2000},
    ),
    twice(
        "plan_version_is_numbered_once",
        parts.PlanVersionFactory,
        lambda: {"plan": OperationalPlanFactory(), "number": 1},
        lambda: {"number": 2},
    ),
    check("plan_versions_begin_with_one", parts.PlanVersionFactory, {"number": 0}, {"number": 1}),
    check("plan_version_says_who_agreed", parts.PlanVersionFactory, {"agreed_with": ""}, {"note": ""}),
    check("plan_version_has_a_digest", parts.PlanVersionFactory, {"digest": "G" * 64}, {"digest": "f" * 64}),
    check("finding_is_known", parts.PlanFindingFactory, {"kind": "maybe"}, {"kind": "unworkable"}),
    check("finding_says_why", parts.PlanFindingFactory, {"text": ""}, {"text": "It does"}),
    check("extent_is_known", parts.GovernmentDecisionFactory, {"extent": "maybe"}, {"extent": "later"}),
    check("decision_says_what_is_agreed", parts.GovernmentDecisionFactory, {"text": ""}, {"text": "All"}),
    check("decision_says_by_whom", parts.GovernmentDecisionFactory, {"decided_by": ""}, {"decided_by": "Ministers"}),
    Case("checklist_is_one_of_three", lambda: item(checklist="fourth"), lambda: item(checklist="review")),
    Case(
        "checklist_letter_is_used_once",
        lambda: (item(), item(text="Another")),
        lambda: (item(), item(letter="b")),
    ),
    Case("checklist_letter_is_a_to_n", lambda: item(letter="o"), lambda: item(letter="n")),
    check("plan_item_state_is_known", parts.PlanItemFactory, {"state": "begun"}, {"state": "in_progress"}),
    twice(
        "plan_has_a_checklist_item_once",
        parts.PlanItemFactory,
        lambda: {"plan": OperationalPlanFactory(), "item": item()},
        lambda: {"item": item(letter="b")},
    ),
    check("plan_item_closed_says_why", parts.PlanItemFactory, {"state": "done"}, {"state": "done", "evidence": "Map"}),
    check("item_note_says_something", parts.ItemNoteFactory, {"text": ""}, {"text": "Half of it"}),
    check("milestone_has_a_title", MilestoneFactory, {"title": ""}, {"key": ""}),
    twice(
        "milestone_of_the_paper_once",
        MilestoneFactory,
        lambda: {"plan": OperationalPlanFactory(), "key": "review"},
        lambda: {"key": ""},
    ),
    Case("milestone_does_not_follow_itself", lambda: after_itself(False), lambda: after_itself(True)),
    check("milestone_slip_gives_a_reason", parts.MilestoneSlipFactory, {"reason": ""}, {"reason": "Late"}),
    check(
        "milestone_slip_moves_the_day",
        parts.MilestoneSlipFactory,
        {"from_on": date(2012, 4, 30)},
        {"from_on": date(2012, 5, 1)},
    ),
]
