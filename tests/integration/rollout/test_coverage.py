"""Coverage as at a date, from the steps in the database: the same from the command and from Python."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from areas.models import Authority
from cbtracker.accounts.permissions import Role
from rollout.models import EngagementStep, Step
from rollout.selectors.coverage import read_coverage, read_standings
from rollout.services import retract_step, take_step
from tests.factories.people import person
from tests.reference import reference_data

pytestmark = pytest.mark.django_db
NOW = datetime(2012, 6, 1, 12, tzinfo=UTC)
LAUNCH = date(2011, 4, 1)


@pytest.fixture
def loaded():
    reference_data()


def coverage(as_at=LAUNCH, **more):
    return read_coverage(EngagementStep.objects.all(), as_at=as_at, **more)


def printed(*arguments):
    output = StringIO()
    call_command("coverage", *arguments, stdout=output)
    return output.getvalue()


def test_coverage_as_at_1_april_2011_is_28_of_152_and_nobody_the_day_before(loaded):
    assert (coverage().engaged, coverage().total, coverage().share) == (28, 152, "18%")
    assert (coverage(LAUNCH - timedelta(days=1)).engaged, coverage().points[0].on) == (0, LAUNCH)


def test_the_regions_hold_all_152(loaded):
    regions = coverage().regions
    assert [one.name for one in regions] == sorted(one.name for one in regions)
    assert (len(regions), sum(one.total for one in regions), sum(one.engaged for one in regions)) == (9, 152, 28)


def test_a_step_counts_from_its_date_and_not_before_it(loaded):
    kent, by = Authority.objects.get(slug="devon"), person(Role.SECRETARIAT)
    on = date(2011, 9, 5)
    step = take_step(authority=kent, step=Step.NOMINATED, on=on, by=by, now=NOW)
    assert [coverage(on - timedelta(days=1)).engaged, coverage(on).engaged] == [28, 29]
    retract_step(step=step, reason="A mistake", by=by, now=NOW)
    assert coverage(on).engaged == 28
    assert coverage(on, known_at=NOW - timedelta(seconds=1)).engaged == 0, "nothing had been recorded"


def test_pausing_and_withdrawing_end_engagement_and_it_can_begin_again(loaded):
    by, kent = person(Role.SECRETARIAT), Authority.objects.get(slug="kent")
    for n, step in enumerate((Step.PAUSED, Step.PLANNING, Step.WITHDRAWN, Step.LIVE), start=1):
        take_step(authority=kent, step=step, on=LAUNCH + timedelta(days=n), by=by, now=NOW)
    assert [coverage(LAUNCH + timedelta(days=n)).engaged for n in range(5)] == [28, 27, 28, 27, 28]


def test_coverage_takes_two_queries_and_standings_one(loaded, django_assert_num_queries):
    with django_assert_num_queries(2):
        coverage()
    with django_assert_num_queries(1):
        read_standings(EngagementStep.objects.all(), as_at=LAUNCH)


def test_the_command_prints_the_numbers_as_json(loaded):
    assert json.loads(printed("--as-at", "2011-04-01", "--json")) == {
        "as_at": "2011-04-01",
        "engaged": 28,
        "total": 152,
    }


def test_the_command_says_the_numbers_in_words_as_at_today(loaded):
    with time_machine.travel(NOW, tick=False):
        said = printed()
    assert said.startswith("As at 1 June 2012: 28 of 152 upper-tier authorities (18%) are engaged.")
    assert "planning basis, not a target" in said


@pytest.mark.parametrize(
    ("text", "says"),
    [("yesterday", "is not a date"), ("2011-02-30", "is not a date"), ("", "is not a date"), ("2111-04-01", "future")],
)
def test_a_date_that_cannot_be_ends_the_command_with_2_and_says_what_to_do(loaded, text, says):
    with pytest.raises(CommandError, match=says) as refused:
        printed("--as-at", text, "--json")
    assert refused.value.returncode == 2
