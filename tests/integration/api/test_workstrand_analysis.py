"""Outcomes, delivery chains, options and gaps of a plan by API."""

from __future__ import annotations

import pytest

from areas.models import AuthorityMembership
from cbtracker.accounts.permissions import Role
from rollout.workstrands.models import PlanGap, PlanOption
from tests.factories.people import person
from tests.factories.places import START, AuthorityFactory
from tests.factories.workstrand_plans import (
    ChainLinkFactory,
    DeliveryChainFactory,
    OptionYearFactory,
    OutcomeMeasureFactory,
    PlanGapFactory,
    PlanOptionFactory,
    PlanOutcomeFactory,
)
from tests.factories.workstrands import OperationalPlanFactory, StrandPlaceFactory
from tests.integration.api.conftest import pointers
from tests.integration.api.counting import statements

pytestmark = pytest.mark.django_db
GAP = {"subject": "Sharing data", "as_is": "Apart", "to_be": "Together", "required": "An agreement"}


@pytest.fixture
def plan(db):
    return OperationalPlanFactory(place=StrandPlaceFactory(authority=AuthorityFactory(), slug="essex"))


@pytest.fixture
def officer(api, plan):
    user = person(Role.OFFICER)
    AuthorityMembership.objects.create(user=user, authority=plan.place.authority, from_on=START)
    return api(user)


def test_a_gap_is_added_changed_and_removed_with_the_version_that_was_seen(officer):
    added = officer.post("strand-places/essex/gaps/", GAP)
    assert added.status_code == 201
    where = added["Location"].split("/api/v1/")[1]
    assert officer.get("strand-places/essex/gaps/").json()["results"][0]["subject"] == "Sharing data"
    assert officer.patch(where, {"to_be": "Shared"}).status_code == 428
    changed = officer.patch(where, {"to_be": "Shared", "due_on": "2012-01-31"}, match=added)
    assert (changed.json()["to_be"], changed.json()["as_is"]) == ("Shared", "Apart")
    assert officer.patch(where, {"to_be": "Late"}, match=added).json()["current"]["to_be"] == "Shared"
    wrong = officer.patch(where, {"due_on": "1066-10-14", "colour": "red"}, match=changed)
    assert (wrong.status_code, set(pointers(wrong))) == (422, {"#/due_on", "#/colour"})
    assert set(pointers(officer.patch(where, {"due_on": "1999-10-14"}, match=changed))) == {"#/due_on"}
    assert officer.delete(where, match=changed).status_code == 204
    assert not PlanGap.objects.exists()


def test_the_plan_of_elsewhere_is_not_there_and_a_place_that_ended_comes_too_late(officer, plan):
    elsewhere = PlanGapFactory(plan=OperationalPlanFactory(place=StrandPlaceFactory(slot=2, slug="elsewhere")))
    assert officer.post("strand-places/elsewhere/gaps/", GAP).status_code == 404
    assert officer.get(f"plan-gaps/{elsewhere.pk}/").status_code == 404
    plan.place.ended_on, plan.place.ended_reason = plan.place.selected_on, "It withdrew"
    plan.place.save()
    assert officer.post("strand-places/essex/gaps/", GAP).status_code == 409


PLACE = "strand-places/essex"


def where(added):
    assert added.status_code == 201, added.json()
    return added["Location"].split("/api/v1/")[1]


def test_parts_of_parts_are_added_to_theirs_and_shown_within_them(officer):
    outcome = where(officer.post(f"{PLACE}/outcomes/", {"level": "local", "title": "Fewer people wait"}))
    measure = officer.post(f"{outcome}measures/", {"name": "Days", "baseline": "1,240", "baseline_on": "2011-03-31"})
    assert officer.get(outcome).json()["measures"][0]["baseline"] == "1,240"
    early = officer.patch(where(measure), {"expected": "900", "expected_by": "2011-01-31"}, match=measure)
    assert (early.status_code, set(pointers(early))) == (422, {"#/expected_by"})
    number = int(outcome.split("/")[-2])
    chain = where(officer.post(f"{PLACE}/delivery-chains/", {"service": "Care", "outcome": number}))
    for name, order in (("B", None), ("A", 1)):
        said = {"organisation": name, "sector": "vcs", "does": "Delivers", "order": order}
        link = where(officer.post(f"{chain}links/", said))
    told = officer.get(chain).json()
    assert [(one["order"], one["organisation"]) for one in told["links"]] == [(1, "A"), (2, "B")]
    assert told["outcome"] == number
    moved = officer.patch(link, {"order": 2}, match=officer.get(link))
    assert moved.json()["order"] == 2
    assert [one["organisation"] for one in officer.get(chain).json()["links"]] == ["B", "A"]
    assert officer.delete(link, match=moved).status_code == 204
    assert officer.post(f"{PLACE}/delivery-chains/", {"service": "Care"}).status_code == 422


def test_the_appraisal_tells_values_worked_by_hand_with_their_blanks(officer, plan):
    # As now costs £207 in 2013, which is £200 in 2012. One budget costs £100 and brings £300 in 2012, all else being
    # nothing: £200, a ratio of 3, and £400 more than carrying on as now.
    as_now = where(officer.post(f"{PLACE}/options/", {"title": "As now", "about": "No change", "is_as_now": True}))
    where(officer.post(f"{as_now}years/", {"year": 2013, "cost_pence": 207_00}))
    said = {"title": "One budget", "about": "All", "preferred": True, "preferred_why": "It is worth most"}
    option = where(officer.post(f"{PLACE}/options/", said))
    for year, cost, benefit in ((2012, 100_00, 300_00), (2013, 0, 0), (2014, 0, 0)):
        last = officer.post(f"{option}years/", {"year": year, "cost_pence": cost, "benefit_pence": benefit})
        assert last.status_code == 201
    assert PlanOption.objects.get(title="One budget").version == 4
    told = officer.get(f"{PLACE}/appraisal/").json()
    base, best = told["options"]
    assert (told["discount_rate"], told["first_year"], told["last_year"]) == (350, 2012, 2014)
    assert (base["net_present_value_pence"], base["unknown"], base["ratio"]) == (-200_00, 5, None)
    assert base["years"][1]["discounted_cost_pence"] == 200_00
    assert (best["net_present_value_pence"], best["unknown"], best["ratio"]) == (200_00, 0, "3.00")
    assert (best["against_as_now_pence"], base["against_as_now_pence"]) == (400_00, None)
    for wrong, field in (
        ({"year": 2015}, "#/year"),
        ({"year": 2012}, "#/year"),
        ({"year": 2013, "cost_pence": -1}, "#/cost_pence"),
        ({"year": 2013, "benefit_pence": "lots"}, "#/benefit_pence"),
    ):
        refused = officer.post(f"{option}years/", wrong)
        assert (refused.status_code, set(pointers(refused))) == (422, {field})
    assert set(pointers(officer.post(f"{PLACE}/options/", {**said, "title": "Two"}))) == {"#/preferred"}


def test_lists_ask_the_database_as_often_for_many_as_for_few(officer, plan):
    addresses = [f"{PLACE}/{name}/" for name in ("gaps", "outcomes", "delivery-chains", "options", "appraisal")]

    def one_more():
        PlanGapFactory(plan=plan)
        OutcomeMeasureFactory(outcome=PlanOutcomeFactory(plan=plan))
        ChainLinkFactory(chain=DeliveryChainFactory(plan=plan))
        OptionYearFactory(option=PlanOptionFactory(plan=plan))

    one_more()
    few = [statements(officer, address) for address in addresses]
    for _ in range(5):
        one_more()
    assert [statements(officer, address) for address in addresses] == few
