"""Digests tell of plans: milestones that are near or overdue and items that are overdue, to those whose they are."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from areas.models import AuthorityMembership, NeighbourhoodMembership
from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Role
from rollout.workstrands.models import PlanItem
from tests.factories.people import person
from tests.factories.places import START, AuthorityFactory
from tests.factories.workstrand_plans import MilestoneFactory, PlanItemFactory, TeamMemberFactory
from tests.factories.workstrands import OperationalPlanFactory, StrandPlaceFactory
from tests.integration.digests.digesting import MONDAY, sent_to, tick_and_send

pytestmark = pytest.mark.django_db
TODAY = MONDAY.date()


@pytest.fixture
def plan(world):
    place = StrandPlaceFactory(of_neighbourhood=True, authority=AuthorityFactory(short_name="Essex"), name="Northgate")
    return OperationalPlanFactory(place=place)


@pytest.fixture
def people(plan):
    """Somebody of each kind: of the place, of elsewhere, and a champion who sees to an item."""
    found = {
        "officer": person(Role.OFFICER, email="ours@example.org"),
        "community": person(Role.COMMUNITY, email="resident@example.org"),
        "stranger": person(Role.OFFICER, email="theirs@example.org"),
        "owner": person(Role.CHAMPION, email="owner@example.org"),
        "partner": person(Role.PARTNER, email="partner@example.org"),
        "secretariat": person(Role.SECRETARIAT, email="office@example.org"),
    }
    place = plan.place
    AuthorityMembership.objects.create(user=found["officer"], authority=place.authority, from_on=START)
    AuthorityMembership.objects.create(user=found["stranger"], authority=AuthorityFactory(), from_on=START)
    NeighbourhoodMembership.objects.create(user=found["community"], neighbourhood=place.neighbourhood, from_on=START)
    User.objects.update(date_joined=datetime(2010, 10, 20, 9, tzinfo=UTC))
    return found


def told(people):
    return {name: sent_to(user) for name, user in people.items()}


def test_a_milestone_that_is_near_or_overdue_is_told_to_the_place_and_the_secretariat_only(plan, people):
    MilestoneFactory(plan=plan, title="Budget mapped", due_on=TODAY + timedelta(14))
    MilestoneFactory(plan=plan, title="Too far off", due_on=TODAY + timedelta(15))
    MilestoneFactory(plan=plan, title="Long past", due_on=TODAY - timedelta(1))
    MilestoneFactory(plan=plan, title="Reached already", due_on=TODAY, met_on=TODAY)
    tick_and_send()
    said = told(people)
    for name in ("officer", "community", "secretariat"):
        assert "MILESTONES DUE SOON OR OVERDUE" in said[name], name
        assert "Northgate: Budget mapped" in said[name]
        assert "Due on 11 April 2011" in said[name]
        assert said[name].index("Northgate: Long past") < said[name].index("Northgate: Budget mapped")
        assert "Was due on 27 March 2011" in said[name]
        assert not any(title in said[name] for title in ("Too far off", "Reached already"))
    assert [said[name] for name in ("stranger", "owner", "partner")] == ["", "", ""]


def test_an_overdue_item_is_told_to_who_sees_to_it_too(plan, people):
    ann = TeamMemberFactory(plan=plan, full_name="Ann Example", user=people["owner"], side="whitehall")
    late = PlanItemFactory(plan=plan, item__checklist="codesign", due_on=TODAY - timedelta(1), owner=ann)
    PlanItemFactory(plan=plan, item__checklist="codesign", item__letter="b", due_on=TODAY)
    PlanItemFactory(
        plan=plan, item__checklist="codesign", item__letter="c", due_on=date(2011, 1, 1), state="done", evidence="Map"
    )
    tick_and_send()
    said = told(people)
    for name in ("officer", "community", "secretariat", "owner"):
        assert "PLAN ITEMS OVERDUE\n" in said[name], name
        assert "Was due on 27 March 2011, with Ann Example" in said[name]
        assert f"/workstrands/places/{plan.place.slug}/tasks/codesign/a/" in said[name]
    assert [said[name] for name in ("stranger", "partner")] == ["", ""]
    assert PlanItem.objects.get(pk=late.pk).version == 1


def test_who_sees_to_an_item_of_a_plan_that_they_may_not_read_is_told_nothing(plan, people):
    ann = TeamMemberFactory(plan=plan, user=people["stranger"])
    PlanItemFactory(plan=plan, item__checklist="codesign", due_on=TODAY - timedelta(1), owner=ann)
    tick_and_send()
    assert sent_to(people["stranger"]) == ""
    assert sent_to(people["officer"])


def test_of_a_place_that_no_longer_takes_part_nothing_is_told(plan, people):
    PlanItemFactory(plan=plan, item__checklist="codesign", due_on=TODAY - timedelta(1))
    plan.place.selected_on, plan.place.ended_on, plan.place.ended_reason = TODAY, TODAY, "It withdrew"
    plan.place.save()
    tick_and_send()
    assert set(told(people).values()) == {""}
