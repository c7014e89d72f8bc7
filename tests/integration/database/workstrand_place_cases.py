"""Cases of constraints on strands, outline proposals, selecting, teams and the practice library, as in `cases`."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories import workstrand_plans as plans
from tests.factories import workstrands as strands
from tests.factories.neighbourhoods import NeighbourhoodFactory
from tests.factories.people import UserFactory
from tests.factories.places import AreaFactory, AuthorityFactory, DepartmentFactory
from tests.factories.register import LoggedRequestFactory
from tests.factories.workstrands import WRITTEN
from tests.integration.database.cases import Case, check, dated, ended, twice


def strand_three() -> Any:
    """Workstrand 3."""
    return strands.WorkstrandFactory(number=3)


def of_three(**fields: Any) -> dict[str, Any]:
    """Fields of something of workstrand 3."""
    return {"strand": strand_three(), **fields}


def place_of_three() -> dict[str, Any]:
    """A place of workstrand 3 with its neighbourhood."""
    neighbourhood = NeighbourhoodFactory()
    return of_three(neighbourhood=neighbourhood, authority=neighbourhood.authority)


def made(name: str, factory: Any, refused: Any, allowed: Any) -> Case:
    """A case of one row whose fields are made with it."""
    return Case(name, lambda: factory(**refused()), lambda: factory(**allowed()))


STRANDS = [
    check("workstrand_is_three_or_four", strands.WorkstrandFactory, {"number": 5, "slug": "five", "name": "Five"}, {}),
    twice(
        "criterion_has_a_place_of_its_own",
        strands.CriterionFactory,
        lambda: {"strand": strands.WorkstrandFactory(), "order": 7},
        lambda: {"order": 8},
    ),
    check("criterion_is_about_something_known", strands.CriterionFactory, {"about": "x"}, {"about": "authority"}),
    check("prospectus_says_something", strands.ProspectusFactory, {"text": ""}, {}),
    check("prospectus_closes_after_it_opens", strands.ProspectusFactory, {"closes_on": date(2011, 6, 30)}, {}),
    check("prospectus_invites_somebody", strands.ProspectusFactory, {"new_areas": False}, {}),
    made(
        "earlier_areas_are_of_neighbourhoods",
        strands.ProspectusFactory,
        lambda: {"earlier_areas": True},
        lambda: of_three(earlier_areas=True),
    ),
    check("earlier_area_is_one_of_thirteen", strands.EarlierAreaFactory, {"number": 14}, {"number": 13}),
    check(
        "earlier_area_was_led_by_one_of_two", strands.EarlierAreaFactory, {"name": "x", "led_by": "x"}, {"name": "x"}
    ),
    twice(
        "earlier_area_is_named_once",
        strands.EarlierAreaFactory,
        lambda: {"name": "Riverside"},
        lambda: {"name": "Hillside"},
    ),
    check("earlier_area_is_named_first", strands.EarlierAreaFactory, {"note": "x"}, {"note": "x", "name": "x"}),
]
OUTLINE_PROPOSALS = [
    twice(
        "place_has_one_open_outline_in_a_strand",
        strands.OutlineProposalFactory,
        lambda: {"strand": strands.WorkstrandFactory(), "authority": AuthorityFactory()},
        lambda: {"authority": AuthorityFactory()},
    ),
    made(
        "outline_submitted_says_by_whom",
        strands.OutlineProposalFactory,
        lambda: {"submitted_at": WRITTEN},
        lambda: {"submitted_at": WRITTEN, "submitted_by": UserFactory()},
    ),
    made(
        "outline_withdrawn_says_by_whom",
        strands.OutlineProposalFactory,
        lambda: {"withdrawn_at": WRITTEN},
        lambda: {"withdrawn_at": WRITTEN, "withdrawn_by": UserFactory()},
    ),
    made(
        "outline_of_a_place_names_no_neighbourhood",
        strands.OutlineProposalFactory,
        lambda: {"boundary": "x"},
        lambda: of_three(boundary="x"),
    ),
    twice(
        "outline_answers_a_criterion_once",
        strands.OutlineAnswerFactory,
        lambda: {"outline": strands.OutlineProposalFactory(), "criterion": strands.CriterionFactory()},
        lambda: {"criterion": strands.CriterionFactory()},
    ),
    check("outline_answer_says_something", strands.OutlineAnswerFactory, {"text": ""}, {}),
]
SELECTING = [
    check("assessor_is_of_a_known_body", strands.AssessorFactory, {"body": "x"}, {"body": "vcs"}),
    twice(
        "assessor_of_a_strand_once",
        strands.AssessorFactory,
        lambda: {"strand": strands.WorkstrandFactory(), "user": UserFactory()},
        lambda: {"stood_down_on": date(2011, 12, 1)},
    ),
    check("assessor_declaration_is_dated", strands.AssessorFactory, {"declared_on": None}, {}),
    check("judgement_is_known", strands.JudgementFactory, {"verdict": "x"}, {"verdict": "unclear"}),
    check("judgement_gives_a_reason", strands.JudgementFactory, {"reason": ""}, {}),
    twice(
        "assessor_judges_a_criterion_once",
        strands.JudgementFactory,
        lambda: {
            "assessor": strands.AssessorFactory(),
            "outline": strands.OutlineProposalFactory(submitted=True),
            "criterion": strands.CriterionFactory(),
        },
        lambda: {"criterion": strands.CriterionFactory()},
    ),
    check("outline_outcome_is_known", strands.OutlineDecisionFactory, {"outcome": "x"}, {"outcome": "selected"}),
    check("outline_outcome_gives_a_reason", strands.OutlineDecisionFactory, {"reason": ""}, {}),
    check("strand_has_two_places", strands.StrandPlaceFactory, {"slot": 3}, {"slot": 2}),
    twice("strand_place_is_held_once", strands.StrandPlaceFactory, dict, lambda: {"slot": 2}),
    made(
        "strand_place_is_of_its_kind",
        strands.StrandPlaceFactory,
        lambda: {"neighbourhood": NeighbourhoodFactory()},
        place_of_three,
    ),
    Case(
        "authority_is_one_place_of_strand_four",
        lambda: _two_places(strands.StrandPlaceFactory().authority),
        lambda: _two_places(AuthorityFactory(), first=strands.StrandPlaceFactory()),
    ),
    Case(
        "neighbourhood_is_one_strand_place",
        lambda: _second_of(same=True),
        lambda: _second_of(same=False),
    ),
    check("strand_place_gives_a_reason", strands.StrandPlaceFactory, {"reason": ""}, {}),
    check(
        "strand_place_ended_says_why",
        strands.StrandPlaceFactory,
        {"ended_on": date(2012, 1, 1)},
        {"ended_on": date(2012, 1, 1), "ended_reason": "It withdrew"},
    ),
]


def _two_places(authority: Any, first: Any = None) -> Any:
    """A second place of workstrand 4, of `authority`."""
    outline = strands.OutlineProposalFactory(submitted=True)
    return strands.StrandPlaceFactory(authority=authority, slot=2, outline=outline)


def _second_of(*, same: bool) -> Any:
    """A second place of workstrand 3, of the same neighbourhood or of another."""
    first, second = place_of_three(), place_of_three()
    strands.StrandPlaceFactory(**first)
    fields = first if same else second
    return strands.StrandPlaceFactory(**fields, slot=2, outline=strands.OutlineProposalFactory(submitted=True))


TEAMS = [
    dated(plans.TeamMemberFactory),
    check("team_member_is_from_a_known_side", plans.TeamMemberFactory, {"side": "x"}, {"side": "community"}),
    check("team_member_has_a_name", plans.TeamMemberFactory, {"full_name": ""}, {}),
    check(
        "backfill_has_a_cost_where_there_is_one",
        plans.TeamMemberFactory,
        {"backfill_pence": 1},
        {"backfill_pence": 1, "backfilled_by": "Lee"},
    ),
    made(
        "only_whitehall_has_departments",
        plans.TeamMemberFactory,
        lambda: {"department": DepartmentFactory()},
        lambda: {"department": DepartmentFactory(), "side": "whitehall"},
    ),
    twice(
        "person_works_solely_on_one_plan",
        plans.TeamMemberFactory,
        lambda: {"user": UserFactory(), "plan": strands.OperationalPlanFactory()},
        ended,
    ),
    check("agreement_state_is_known", plans.AgencyAgreementFactory, {"state": "x", "signed_by": "x"}, {}),
    twice(
        "agency_answers_once",
        plans.AgencyAgreementFactory,
        lambda: {"plan": strands.OperationalPlanFactory(), "body": "The police"},
        lambda: {"body": "The council"},
    ),
    check("agreement_names_an_agency", plans.AgencyAgreementFactory, {"body": ""}, {}),
    check(
        "agreement_says_who_answered",
        plans.AgencyAgreementFactory,
        {"state": "agreed"},
        {"state": "agreed", "signed_by": "A chief"},
    ),
    check(
        "agreement_says_its_conditions",
        plans.AgencyAgreementFactory,
        {"state": "conditions", "signed_by": "A chief"},
        {"state": "conditions", "signed_by": "A chief", "conditions": "For a year"},
    ),
    dated(plans.SupportItemFactory),
    check("support_item_is_of_a_known_kind", plans.SupportItemFactory, {"kind": "x"}, {"kind": "other"}),
    check("support_item_names_its_provider", plans.SupportItemFactory, {"provider": ""}, {}),
    check("support_item_costs_nothing_below_zero", plans.SupportItemFactory, {"cost_pence": -1}, {"cost_pence": 0}),
    twice(
        "plan_names_a_barrier_once",
        plans.PlanBarrierFactory,
        lambda: {"plan": strands.OperationalPlanFactory(), "entry": LoggedRequestFactory()},
        lambda: {"entry": LoggedRequestFactory()},
    ),
]


PRACTICE = [
    check("practice_kind_is_known", plans.PracticeItemFactory, {"kind": "x"}, {"kind": "savings"}),
    check("practice_theme_is_known", plans.PracticeItemFactory, {"theme": "x"}, {"theme": "families"}),
    check("practice_strand_is_known", plans.PracticeItemFactory, {"strand": 5}, {"strand": 4}),
    check("practice_has_title_and_summary", plans.PracticeItemFactory, {"summary": ""}, {}),
    check(
        "practice_savings_say_where_from",
        plans.PracticeItemFactory,
        {"savings_pence": 1},
        {"savings_pence": 1, "evidence": "An evaluation"},
    ),
    made(
        "practice_is_of_one_place_at_most",
        plans.PracticeItemFactory,
        lambda: {"area": AreaFactory(), "authority": AuthorityFactory()},
        lambda: {"area": AreaFactory()},
    ),
]
WORKSTRAND_PLACES = [*STRANDS, *OUTLINE_PROPOSALS, *SELECTING, *TEAMS, *PRACTICE]
