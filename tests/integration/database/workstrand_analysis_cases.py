"""Cases of constraints on outcomes, delivery chains, options and gaps of a plan, as in `cases`."""

from __future__ import annotations

from tests.factories import workstrand_plans as made
from tests.factories.workstrands import OperationalPlanFactory
from tests.integration.database.cases import check, twice

LARGEST = 10**14
OUTCOMES = [
    check("outcome_level_is_known", made.PlanOutcomeFactory, {"level": "regional"}, {"level": "national"}),
    check("plan_outcome_has_a_title", made.PlanOutcomeFactory, {"title": ""}, {"title": "x"}),
    check("measure_has_a_name", made.OutcomeMeasureFactory, {"name": ""}, {"name": "x", "baseline": "", "source": ""}),
]
CHAINS = [
    twice(
        "service_has_one_chain",
        made.DeliveryChainFactory,
        lambda: {"plan": OperationalPlanFactory(), "service": "Care"},
        lambda: {"service": "Housing"},
    ),
    check("chain_names_its_service", made.DeliveryChainFactory, {"service": ""}, {"note": ""}),
    check("chain_link_sector_is_known", made.ChainLinkFactory, {"sector": "church"}, {"sector": "private"}),
    check("chain_link_order_is_one_to_99", made.ChainLinkFactory, {"order": 100}, {"order": 99}),
    twice(
        "chain_link_has_a_place_of_its_own",
        made.ChainLinkFactory,
        lambda: {"chain": made.DeliveryChainFactory(), "order": 1},
        lambda: {"order": 2},
    ),
    check("chain_link_names_an_organisation", made.ChainLinkFactory, {"organisation": ""}, {"does": ""}),
]
OPTIONS = [
    check("option_has_a_title", made.PlanOptionFactory, {"title": ""}, {"fits_reform": ""}),
    twice(
        "option_is_called_otherwise",
        made.PlanOptionFactory,
        lambda: {"plan": OperationalPlanFactory(), "title": "One budget"},
        lambda: {"title": "Two budgets"},
    ),
    twice(
        "plan_prefers_one_option",
        made.PlanOptionFactory,
        lambda: {"plan": OperationalPlanFactory(), "preferred": True, "preferred_why": "It is best"},
        lambda: {"preferred": False, "preferred_why": ""},
    ),
    twice(
        "plan_carries_on_as_now_once",
        made.PlanOptionFactory,
        lambda: {"plan": OperationalPlanFactory(), "is_as_now": True},
        lambda: {"is_as_now": False},
    ),
    check(
        "preferred_option_says_why",
        made.PlanOptionFactory,
        {"preferred": True, "preferred_why": ""},
        {"preferred": True, "preferred_why": "It is best"},
    ),
]
YEARS = [
    twice(
        "option_has_a_year_once",
        made.OptionYearFactory,
        lambda: {"option": made.PlanOptionFactory()},
        lambda: {"year": 2013},
    ),
    check("option_year_is_of_a_plan", made.OptionYearFactory, {"year": 2031}, {"year": 2030}),
    check("option_cost_is_not_negative", made.OptionYearFactory, {"cost_pence": -1}, {"cost_pence": None}),
    check(
        "option_benefit_is_not_negative",
        made.OptionYearFactory,
        {"benefit_pence": LARGEST + 1},
        {"benefit_pence": LARGEST},
    ),
]
GAPS = [check("gap_has_a_subject", made.PlanGapFactory, {"subject": ""}, {"required": ""})]
WORKSTRAND_ANALYSIS = [*OUTCOMES, *CHAINS, *OPTIONS, *YEARS, *GAPS]
