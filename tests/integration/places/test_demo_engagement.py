"""The steps of the demonstration: invented, said to be so, and none that changes the launch."""

from datetime import UTC, date, datetime

import pytest

from cbtracker.accounts.permissions import Role
from cbtracker.places.demo.engagement import NOTE, tell_engagement
from rollout.models import EngagementStep, Step
from rollout.selectors.coverage import STEPS, read_coverage
from tests.factories.people import person
from tests.reference import reference_data

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def told():
    reference_data()
    tell_engagement(by=person(Role.SECRETARIAT), now=NOW)


def coverage(on):
    return read_coverage(EngagementStep.objects.all(), as_at=on)


def test_about_70_authorities_have_steps_and_every_invented_one_says_so(told):
    assert EngagementStep.objects.values("authority").distinct().count() == 70
    invented = EngagementStep.objects.exclude(source__startswith="F004")
    assert invented.count() > 70
    assert set(invented.values_list("note", flat=True)) == {NOTE}


def test_the_launch_stays_28_of_152_and_later_days_have_more(told):
    assert coverage(date(2011, 4, 1)).engaged == 28
    assert coverage(NOW.date()).engaged > 40
    assert len(coverage(NOW.date()).points) > 10


def test_every_step_and_every_region_is_shown_and_some_are_of_the_last_weeks(told):
    found = coverage(NOW.date())
    assert all(found.steps[step] for step in STEPS)
    assert all(region.total > region.steps[""] for region in found.regions)
    assert EngagementStep.objects.filter(on__year=2026).count() == 3
    assert {Step.PAUSED, Step.WITHDRAWN} <= {step.step for step in EngagementStep.objects.all()}
