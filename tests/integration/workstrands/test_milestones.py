"""Milestones: none before the one that it comes after, and no day moves without a reason."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from areas.services.versions import StaleVersion
from rollout.workstrands.milestone_dates import DATES
from rollout.workstrands.models import Milestone, MilestoneSlip
from rollout.workstrands.services.beginning import begin_plan
from rollout.workstrands.services.milestones import MILESTONES
from tests.factories.workstrand_plans import MilestoneFactory
from tests.factories.workstrands import OperationalPlanFactory, StrandPlaceFactory
from tests.integration.workstrands.conftest import NOW

MARCH, APRIL, MAY = date(2012, 3, 31), date(2012, 4, 30), date(2012, 5, 31)


@pytest.fixture
def first(plan):
    return MilestoneFactory(plan=plan, title="Budget mapped", due_on=MARCH)


@pytest.fixture
def second(plan, first):
    return MilestoneFactory(plan=plan, title="Budget agreed", due_on=APRIL, after=first)


def change(row, by, **values):
    return MILESTONES.change(row=row, values=values, expected_version=row.version, by=by, now=NOW)


def refused(write):
    before = list(Milestone.objects.order_by("pk").values())
    with pytest.raises(ValidationError) as wrong:
        write()
    assert list(Milestone.objects.order_by("pk").values()) == before
    assert not MilestoneSlip.objects.exists()
    return wrong.value.message_dict if hasattr(wrong.value, "error_dict") else wrong.value.messages


def test_a_day_moves_with_a_reason_that_is_kept_in_the_same_breath(second, officer):
    assert set(refused(lambda: change(second, officer, due_on=MAY))) == {"reason"}
    moved = change(second, officer, due_on=MAY, reason="The figures came late")
    slip = MilestoneSlip.objects.get()
    assert (slip.from_on, slip.to_on, slip.reason, slip.by, slip.at) == (
        APRIL,
        MAY,
        "The figures came late",
        officer,
        NOW,
    )
    assert (moved.due_on, moved.first_due_on) == (MAY, APRIL)
    change(moved, officer, met_on=date(2011, 10, 31), reason="Not a move")
    assert MilestoneSlip.objects.count() == 1
    with pytest.raises(StaleVersion):
        MILESTONES.change(row=moved, values={"due_on": APRIL}, expected_version=1, by=officer, now=NOW)


def test_a_milestone_before_its_predecessor_is_refused_with_place_and_reason(plan, first, second, officer):
    found = refused(lambda: change(second, officer, due_on=date(2012, 3, 30), reason="Sooner"))
    assert found == {
        "due_on": ["Enter 31 March 2012 or a later date: this comes after “Budget mapped”, which is due that day"]
    }
    found = refused(lambda: change(first, officer, due_on=MAY, reason="Later"))
    assert found == {
        "due_on": ["Enter 30 April 2012 or an earlier date: “Budget agreed” comes after this, and is due that day"]
    }
    early = {"title": "Early", "due_on": MARCH, "after": second}
    assert set(refused(lambda: MILESTONES.add(to=plan, values=early, by=officer, now=NOW))) == {"due_on"}
    same_day = MILESTONES.add(to=plan, values={**early, "due_on": APRIL}, by=officer, now=NOW)
    assert (same_day.first_due_on, same_day.key) == (APRIL, "")


def test_what_comes_after_what_makes_no_circle_and_stays_within_the_plan(plan, first, second, officer):
    third = MilestoneFactory(plan=plan, title="Budget used", due_on=APRIL, after=second)
    for after in (second, third, first):
        assert set(refused(lambda after=after: change(first, officer, after=after))) == {"after"}
    other = MilestoneFactory(plan=OperationalPlanFactory(place=StrandPlaceFactory(slot=2)), due_on=MARCH)
    assert refused(lambda: change(first, officer, after=other)) == {"after": ["Select a milestone of this plan"]}
    assert change(third, officer, after=first).after == first


def test_what_others_come_after_is_not_removed_and_what_has_not_come_is_not_reached(first, second, officer):
    def remove(row):
        return MILESTONES.remove(row=row, expected_version=1, by=officer, now=NOW)

    assert "Budget agreed" in refused(lambda: remove(first))[0]
    assert set(refused(lambda: change(second, officer, met_on=date(2011, 11, 2)))) == {"met_on"}
    remove(second)
    remove(first)
    assert not Milestone.objects.exists()


def test_the_papers_milestones_stand_and_only_their_days_move(essex, secretary):
    plan = begin_plan(place=StrandPlaceFactory(authority=essex), by=secretary, now=NOW)
    said = [(one.key, one.title, one.due_on) for one in plan.milestones.all()]
    assert said == [(one.key, one.title, one.due_on) for one in DATES[4]]
    review = plan.milestones.get(key="review")
    for values in ({"title": "Another"}, {"after": None}, {"key": ""}):
        assert set(refused(lambda values=values: change(review, secretary, **values))) == set(values)
    gone = refused(lambda: MILESTONES.remove(row=review, expected_version=1, by=secretary, now=NOW))
    assert "F003 sets this milestone" in gone[0]
    moved = change(review, secretary, due_on=date(2013, 6, 30), reason="Ministers asked for more", met_on=None)
    assert moved.first_due_on == date(2013, 4, 30)
