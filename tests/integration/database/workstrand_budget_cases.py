"""Cases of constraints on lines of a shadow budget, as in `cases`."""

from __future__ import annotations

from tests.factories.workstrand_plans import BudgetLineFactory as Line
from tests.integration.database.cases import check

OF_COMMUNITY = {"kind": "community", "community_kind": "tools"}
BUDGET = [
    check("budget_amount_is_not_negative", Line, {"amount_pence": -1}, {"amount_pence": 0}),
    check("budget_year_is_of_a_plan", Line, {"year": 2010}, {"year": 2011}),
    check("budget_kind_is_known", Line, {"kind": "loan"}, {"kind": "asset"}),
    check("community_resource_says_which", Line, {**OF_COMMUNITY, "community_kind": ""}, OF_COMMUNITY),
    check("budget_arrangement_is_known", Line, {"arrangement": "shared"}, {"arrangement": "controlled"}),
    check("budget_control_is_known", Line, {"controlled_by": "nobody"}, {"controlled_by": "community"}),
    check(
        "other_controller_is_named",
        Line,
        {"controlled_by": "other"},
        {"controlled_by": "other", "controller": "A housing trust"},
    ),
    check("budget_confidence_is_known", Line, {"confidence": "sure"}, {"confidence": "high"}),
    check("budget_line_names_body_and_service", Line, {"body": ""}, {"body": "x"}),
]
