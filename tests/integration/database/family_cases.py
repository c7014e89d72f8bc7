"""Cases of constraints on estimates and proposals, as in `cases`."""

from __future__ import annotations

from tests.factories import families
from tests.factories.places import AuthorityFactory
from tests.integration.database.cases import check, twice

FAMILIES = [
    check(
        "uploaded_input_is_of_a_known_kind", families.InputUploadFactory, {"kind": "minister"}, {"kind": "indicator"}
    ),
    check("population_is_of_some_people", families.PopulationFactory, {"people": 0}, {"people": 1}),
    twice(
        "population_names_an_authority_once",
        families.PopulationFactory,
        lambda: {"base": families.PopulationBaseFactory(), "authority": AuthorityFactory()},
        lambda: {"authority": AuthorityFactory()},
    ),
    check("indicator_score_is_not_negative", families.IndicatorScoreFactory, {"score": -1}, {"score": 0}),
    twice(
        "indicator_scores_an_authority_once",
        families.IndicatorScoreFactory,
        lambda: {"indicator": families.IndicatorFactory(), "authority": AuthorityFactory()},
        lambda: {"authority": AuthorityFactory()},
    ),
    twice(
        "one_run_of_estimates_is_current",
        families.EstimateRunFactory,
        lambda: {"is_current": True},
        lambda: {"is_current": False},
    ),
    twice(
        "one_run_of_estimates_is_published",
        families.EstimateRunFactory,
        lambda: {"published": True, "base": None, "denominator": ""},
        lambda: {"published": False, "base": families.PopulationBaseFactory(), "denominator": "all"},
    ),
    check(
        "run_of_estimates_says_what_it_was_made_of",
        families.EstimateRunFactory,
        {"denominator": ""},
        {"denominator": "published"},
    ),
    check("run_of_estimates_rounds_to_one_or_more", families.EstimateRunFactory, {"nearest": 0}, {"nearest": 1}),
    check("estimate_cohort_is_known", families.EstimateFactory, {"cohort": "all"}, {"cohort": "fwmp_child"}),
    check("estimate_low_is_not_above_high", families.EstimateFactory, {"low": 771}, {"low": 770}),
    twice(
        "estimate_is_once_in_a_run",
        families.EstimateFactory,
        lambda: {"run": families.EstimateRunFactory(), "authority": AuthorityFactory()},
        lambda: {"cohort": "fwmp_child"},
    ),
    twice(
        "proposal_version_is_once",
        families.ProposalRevisionFactory,
        lambda: {"proposal": families.ProposalFactory()},
        lambda: {"version": 2},
    ),
    check("proposal_action_is_known", families.ProposalRevisionFactory, {"action": "scored"}, {"action": "confirmed"}),
    check(
        "proposal_first_is_a_range_or_blank",
        families.ProposalRevisionFactory,
        {"first_low": None},
        {"first_low": None, "first_high": None},
    ),
    check(
        "proposal_period_is_a_range_or_blank",
        families.ProposalRevisionFactory,
        {"period_low": 531},
        {"period_low": 530},
    ),
]
