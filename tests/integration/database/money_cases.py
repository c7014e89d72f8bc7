"""Cases of constraints on advances and routes to finance, as in `cases`."""

from __future__ import annotations

from datetime import date

from tests.factories import money, people
from tests.factories.places import AreaFactory
from tests.integration.database.cases import Case, check, twice

DAY = date(2011, 12, 1)
DECIDED = {"decided_on": DAY, "reason": "It can be afforded"}


def by_someone(**fields: object) -> dict[str, object]:
    """A decision with who made it."""
    return {**fields, "decided_by": people.UserFactory(role="champion")}


MONEY = [
    check("advance_is_of_some_money", money.AdvanceFactory, {"amount_pence": 0}, {"amount_pence": 1}),
    check("advance_has_a_purpose", money.AdvanceFactory, {"purpose": ""}, {"purpose": "x"}),
    check(
        "advance_is_drawn_in_years_that_follow",
        money.AdvanceFactory,
        {"drawn_from": 2012, "drawn_to": 2011},
        {"drawn_from": 2012, "drawn_to": 2012},
    ),
    Case(
        "advance_asked_says_when_and_by_whom",
        lambda: money.moved(money.schedule(money.AdvanceFactory()), "asked", asked_on=DAY),
        lambda: money.asked_advance(),
    ),
    Case(
        "advance_decided_says_when_by_whom_and_why",
        lambda: money.moved(money.asked_advance(), "agreed", **by_someone(decided_on=DAY)),
        lambda: money.moved(money.asked_advance(), "agreed", **by_someone(**DECIDED)),
    ),
    Case(
        "advance_drawn_says_when",
        lambda: money.moved(money.agreed_advance(), "drawn"),
        lambda: money.moved(money.agreed_advance(), "drawn", drawn_on=DAY),
    ),
    Case(
        "advance_repaid_says_when",
        lambda: money.moved(money.drawn_advance(), "repaid"),
        lambda: money.moved(money.drawn_advance(), "repaid", repaid_on=DAY),
    ),
    Case(
        "advance_withdrawn_says_when",
        lambda: money.moved(money.asked_advance(), "withdrawn"),
        lambda: money.moved(money.asked_advance(), "withdrawn", withdrawn_on=DAY),
    ),
    check("repayment_is_of_some_money", money.RepaymentFactory, {"amount_pence": 0}, {"amount_pence": 1}),
    check("repayment_year_is_of_the_programme", money.RepaymentFactory, {"year": 2021}, {"year": 2020}),
    twice(
        "repayment_is_once_a_year",
        money.RepaymentFactory,
        lambda: {"advance": money.AdvanceFactory()},
        lambda: {"year": 2014},
    ),
    check("route_kind_is_known", money.FinanceRouteFactory, {"kind": "lottery"}, {"kind": "exemplar-fund"}),
    check("route_year_is_of_the_programme", money.FinanceRouteFactory, {"from_year": 2010}, {"from_year": 2011}),
    check(
        "route_of_the_incentive_model_begins_in_2012",
        money.FinanceRouteFactory,
        {"kind": "financial-incentive-model", "from_year": 2011},
        {"kind": "financial-incentive-model", "from_year": 2012},
    ),
    twice(
        "route_is_taken_once_by_an_area",
        money.FinanceRouteFactory,
        lambda: {"area": AreaFactory()},
        lambda: {"kind": "exemplar-fund"},
    ),
    check("route_step_is_known", money.FinanceRouteStepFactory, {"step": "bid"}, {"step": "discussion"}),
    check(
        "route_step_is_of_the_programme",
        money.FinanceRouteStepFactory,
        {"on": date(2010, 10, 19)},
        {"on": date(2010, 10, 20)},
    ),
    check(
        "route_decision_says_what_and_why",
        money.FinanceRouteStepFactory,
        {"step": "decision", "outcome": "agreed"},
        {"step": "decision", "outcome": "agreed", "note": "It can be afforded"},
    ),
]
