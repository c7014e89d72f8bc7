"""Outcomes, delivery chains, options and gaps of a plan by API."""

from __future__ import annotations

import pytest

from areas.models import AuthorityMembership
from cbtracker.accounts.permissions import Role
from rollout.workstrands.models import PlanGap
from tests.factories.people import person
from tests.factories.places import START, AuthorityFactory
from tests.factories.workstrand_plans import PlanGapFactory
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


def test_lists_ask_the_database_as_often_for_many_as_for_few(officer, plan):
    PlanGapFactory(plan=plan)
    few = statements(officer, "strand-places/essex/gaps/")
    PlanGapFactory.create_batch(9, plan=plan)
    assert statements(officer, "strand-places/essex/gaps/") == few
