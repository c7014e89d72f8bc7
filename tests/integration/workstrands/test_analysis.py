"""Outcomes, delivery chains and options of a plan: what may be said of them, and what may not (F003 B ¶5, C d-h)."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from areas.access import NotPermitted
from areas.services.versions import StaleVersion
from cbtracker.audit.models import AuditEvent
from rollout.workstrands.appraisal import Amounts
from rollout.workstrands.models import ChainLink, OptionYear
from rollout.workstrands.selectors.analysis import options_of
from rollout.workstrands.services.chains import CHAINS, LINKS, MOST_LINKS
from rollout.workstrands.services.options import OPTION_YEARS, OPTIONS, set_amounts
from rollout.workstrands.services.outcomes import MEASURES, OUTCOMES
from rollout.workstrands.services.parts import PlanClosed, plan_of
from tests.factories.workstrand_plans import (
    ChainLinkFactory,
    DeliveryChainFactory,
    OptionYearFactory,
    OutcomeMeasureFactory,
    PlanOptionFactory,
    PlanOutcomeFactory,
)
from tests.factories.workstrands import OperationalPlanFactory, StrandPlaceFactory
from tests.integration.workstrands.conftest import NOW


@pytest.fixture
def elsewhere(db):
    """A plan of another place."""
    return OperationalPlanFactory(place=StrandPlaceFactory(slot=2))


def faults(write):
    with pytest.raises(ValidationError) as refused, transaction.atomic():
        write()
    return refused.value.message_dict


def test_a_measure_says_where_it_stands_and_what_is_expected_and_its_days_need_figures(plan, officer):
    said = {"by": officer, "now": NOW}
    outcome = OUTCOMES.add(to=plan, values={"level": "national", "title": "Fewer children in care"}, **said)
    values = {"name": "Children in care", "baseline": "410", "baseline_on": date(2011, 3, 31), "expected": "350"}
    measure = MEASURES.add(to=outcome, values=values, **said)
    assert (plan_of(measure), measure.expected_by) == (plan, None)
    early = {"expected_by": date(2011, 3, 30)}
    assert "expected_by" in faults(
        lambda: MEASURES.change(row=measure, values=early, expected_version=1, by=officer, now=NOW)
    )
    dates_only = {"name": "Bare", "baseline_on": date(2011, 3, 31), "expected_by": date(2012, 3, 31)}
    assert set(faults(lambda: MEASURES.add(to=outcome, values=dates_only, **said))) == {"baseline", "expected"}
    ancient = {"level": "local", "title": "Old", "agreed_on": date(1999, 1, 1)}
    assert set(faults(lambda: OUTCOMES.add(to=plan, values=ancient, **said))) == {"agreed_on"}


def in_order(chain):
    return [(one.order, one.organisation) for one in chain.links.order_by("order")]


@pytest.fixture
def chain(plan):
    chain = DeliveryChainFactory(plan=plan)
    for order, name in enumerate("ABCD", start=1):
        ChainLinkFactory(chain=chain, order=order, organisation=name)
    return chain


@pytest.mark.parametrize(
    ("who", "order", "expected"),
    [("D", 1, "DABC"), ("A", 3, "BCAD"), ("B", None, "ACDB"), ("C", 99, "ABDC"), ("B", 2, "ABCD")],
)
def test_a_link_that_takes_another_number_moves_the_others_along(chain, officer, who, order, expected):
    link = chain.links.get(organisation=who)
    LINKS.change(row=link, values={"order": order}, expected_version=1, by=officer, now=NOW)
    assert in_order(chain) == list(enumerate(expected, start=1))


def test_links_are_added_anywhere_and_leave_no_hole_when_they_go(chain, officer):
    values = {"organisation": "New", "sector": "vcs", "does": "Delivers"}
    LINKS.add(to=chain, values={**values, "order": 2}, by=officer, now=NOW)
    LINKS.add(to=chain, values={**values, "organisation": "Last", "order": None}, by=officer, now=NOW)
    assert [name for _, name in in_order(chain)] == ["A", "New", "B", "C", "D", "Last"]
    first = chain.links.get(organisation="A")
    LINKS.remove(row=first, expected_version=1, by=officer, now=NOW)
    assert in_order(chain) == list(enumerate(["New", "B", "C", "D", "Last"], start=1))
    said = AuditEvent.objects.get(verb="workstrands.chainlink_removed").data["before"]
    assert (said["order"], said["organisation"]) == (1, "A")
    moved = chain.links.get(organisation="D")
    assert moved.version > 1
    with pytest.raises(StaleVersion):
        LINKS.change(row=moved, values={"does": "What I saw"}, expected_version=1, by=officer, now=NOW)


def test_a_refused_link_leaves_all_as_they_were(chain, officer, stranger):
    before = list(chain.links.order_by("pk").values())
    link = chain.links.get(organisation="D")
    assert set(
        faults(lambda: LINKS.change(row=link, values={"order": 0}, expected_version=1, by=officer, now=NOW))
    ) == {"order"}
    blank = {"order": 1, "organisation": ""}
    assert "organisation" in faults(
        lambda: LINKS.change(row=link, values=blank, expected_version=1, by=officer, now=NOW)
    )
    for error, by, version in ((StaleVersion, officer, 7), (NotPermitted, stranger, 1)):
        with pytest.raises(error):
            LINKS.change(row=link, values={"order": 1}, expected_version=version, by=by, now=NOW)
    assert list(chain.links.order_by("pk").values()) == before


def test_without_stepping_aside_two_links_would_meet_at_a_number(chain):
    with pytest.raises(IntegrityError), transaction.atomic():
        ChainLink.objects.filter(chain=chain, organisation="A").update(order=2)


def test_numbers_with_holes_are_put_in_order_and_a_chain_has_an_end(plan, officer):
    chain = DeliveryChainFactory(plan=plan)
    for order in (5, 98, 99):
        ChainLinkFactory(chain=chain, order=order, organisation=f"At {order}")
    values = {"organisation": "New", "sector": "private", "does": "Supplies", "order": 2}
    LINKS.add(to=chain, values=values, by=officer, now=NOW)
    assert in_order(chain) == [(1, "At 5"), (2, "New"), (3, "At 98"), (4, "At 99")]
    for order in range(5, MOST_LINKS + 1):
        ChainLinkFactory(chain=chain, order=order)
    assert set(faults(lambda: LINKS.add(to=chain, values=values, by=officer, now=NOW))) == {"order"}


def test_a_service_has_one_chain_and_serves_an_outcome_of_its_own_plan(plan, officer, elsewhere):
    outcome = PlanOutcomeFactory(plan=plan)
    said = {"by": officer, "now": NOW}
    chain = CHAINS.add(to=plan, values={"service": "Probation", "outcome": outcome}, **said)
    assert CHAINS.change(row=chain, values={"note": "Long"}, expected_version=1, **said).outcome == outcome
    wrong = {"service": "Probation", "outcome": PlanOutcomeFactory(plan=elsewhere)}
    assert set(faults(lambda: CHAINS.add(to=plan, values=wrong, **said))) == {"service", "outcome"}


def test_one_option_is_preferred_with_a_reason_and_one_is_carrying_on_as_now(plan, officer):
    said = {"by": officer, "now": NOW}
    as_now = {"title": "As now", "about": "Nothing changes", "is_as_now": True}
    OPTIONS.add(to=plan, values=as_now, **said)
    best = {"title": "One budget", "about": "All of it", "preferred": True, "preferred_why": "It costs least"}
    option = OPTIONS.add(to=plan, values=best, **said)
    assert set(faults(lambda: OPTIONS.add(to=plan, values=as_now, **said))) == {"title", "is_as_now"}
    another = {**best, "title": "Another"}
    assert faults(lambda: OPTIONS.add(to=plan, values=another, **said)) == {
        "preferred": ["“One budget” is the preferred option. Change that one first"]
    }
    for values in ({"preferred_why": ""}, {"preferred": False}):
        assert set(
            faults(lambda values=values: OPTIONS.change(row=option, values=values, expected_version=1, **said))
        ) == {"preferred_why"}


def test_all_years_of_an_option_are_said_at_once_by_its_version(plan, officer, stranger):
    option = PlanOptionFactory(plan=plan)
    first = {2012: Amounts(2012, 100_00, None), 2013: Amounts(2013, None, 0)}
    changed = set_amounts(option, first, expected_version=1, by=officer, now=NOW)
    assert changed.version == 2
    rows = OptionYear.objects.order_by("year").values_list("year", "cost_pence", "benefit_pence")
    assert list(rows) == [(2012, 100_00, None), (2013, None, 0)]
    with pytest.raises(StaleVersion):
        set_amounts(option, first, expected_version=1, by=officer, now=NOW)
    with pytest.raises(NotPermitted):
        set_amounts(option, first, expected_version=2, by=stranger, now=NOW)
    # What becomes blank is not known any more, and what is not named stays.
    set_amounts(option, {2012: Amounts(2012)}, expected_version=2, by=officer, now=NOW)
    assert list(rows.all()) == [(2013, None, 0)]


def test_amounts_outside_the_plan_or_too_large_are_refused_by_their_field_and_nothing_is_written(plan, officer):
    option = PlanOptionFactory(plan=plan)
    wrong = {2013: Amounts(2013, 1, 10**14 + 1), 2014: Amounts(2014, 1, 1), 2015: Amounts(2015, 1, 1)}
    told = faults(lambda: set_amounts(option, wrong, expected_version=1, by=officer, now=NOW))
    assert told == {
        "benefit_2013": ["Benefit must be £1 trillion or less, and not below zero"],
        "cost_2015": ["2015 to 2016 is not one of the plan’s years: the first begins in 2012, the last in 2014"],
    }
    option.refresh_from_db()
    assert (option.version, OptionYear.objects.count()) == (1, 0)


def test_the_audit_says_what_changed_in_each_year_of_an_option_and_nothing_beside_it(plan, officer):
    option = PlanOptionFactory(plan=plan)
    OptionYearFactory(option=option, year=2013, cost_pence=1)
    said = {2012: Amounts(2012, 100_00, None), 2013: Amounts(2013, 1, None), 2014: Amounts(2014)}
    set_amounts(option, said, expected_version=1, by=officer, now=NOW)
    event = AuditEvent.objects.get(verb__startswith="workstrands.")
    assert (event.verb, event.data["after"]["year"]) == ("workstrands.optionyear_added", 2012)


def test_a_year_that_changes_by_itself_overtakes_who_has_all_years_open(plan, officer):
    option = PlanOptionFactory(plan=plan)
    said = {"by": officer, "now": NOW}
    year = OPTION_YEARS.add(to=option, values={"year": 2012, "cost_pence": 1}, **said)
    with pytest.raises(StaleVersion):
        set_amounts(option, {}, expected_version=1, **said)
    OPTION_YEARS.change(row=year, values={"cost_pence": 2}, expected_version=1, **said)
    for values, field in (
        ({"year": 2012}, "year"),
        ({"year": 2015}, "year"),
        ({"year": 2013, "cost_pence": -1}, "cost_pence"),
    ):
        assert field in faults(lambda values=values: OPTION_YEARS.add(to=option, values=values, **said))
    OPTION_YEARS.remove(row=year, expected_version=2, **said)
    option.refresh_from_db()
    assert (option.version, OptionYear.objects.count()) == (4, 0)


def test_options_stand_beside_carrying_on_as_now_and_years_outside_the_plan_are_not_counted(plan, officer):
    # As now costs £207 in 2013: 207 / 1.035 = 200, so −£200. The other brings £100 in 2012: £100 − −£200 = £300 more.
    as_now = PlanOptionFactory(plan=plan, title="As now", is_as_now=True)
    other = PlanOptionFactory(plan=plan, title="Other")
    OptionYearFactory(option=as_now, year=2013, cost_pence=207_00)
    OptionYearFactory(option=other, year=2012, cost_pence=0, benefit_pence=100_00)
    OptionYearFactory(option=other, year=2020, cost_pence=10**14)
    base, beside = options_of(plan, officer)
    assert (base.appraisal.net_present_value, base.against) == (-200_00, None)
    assert (beside.against, beside.outside, beside.appraisal.unknown) == (300_00, (2020,), 4)


def test_the_analysis_of_a_place_that_has_ended_is_only_read(plan, officer):
    option, chain, outcome = (
        PlanOptionFactory(plan=plan),
        DeliveryChainFactory(plan=plan),
        PlanOutcomeFactory(plan=plan),
    )
    measure = OutcomeMeasureFactory(outcome=outcome)
    plan.place.ended_on, plan.place.ended_reason = date(2011, 11, 1), "It withdrew"
    plan.place.save()
    for row in (option, chain, outcome, measure.outcome):
        row.refresh_from_db()
    for write in (
        lambda: set_amounts(option, {}, expected_version=1, by=officer, now=NOW),
        lambda: LINKS.add(to=chain, values={"organisation": "A", "sector": "vcs"}, by=officer, now=NOW),
        lambda: MEASURES.remove(row=type(measure).objects.get(), expected_version=1, by=officer, now=NOW),
    ):
        with pytest.raises(PlanClosed), transaction.atomic():
            write()
