"""Two who record or retract the same step at the same moment: it is there once, and retracted once."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from cbtracker.accounts.permissions import Role
from rollout.models import EngagementStep, Step
from rollout.services import retract_step, take_step
from tests.factories.people import person
from tests.factories.places import AuthorityFactory
from tests.integration.papers.test_bodies_at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
NOW = datetime(2011, 9, 1, 12, tzinfo=UTC)


def test_of_the_same_step_taken_at_once_there_is_one_and_it_is_retracted_once():
    authority, by = AuthorityFactory(), person(Role.SECRETARIAT)

    def take():
        take_step(authority=authority, step=Step.LIVE, on=date(2011, 8, 1), by=by, now=NOW)

    assert at_once(*[take] * 4) == ["done", *["refused"] * 3]
    step = EngagementStep.objects.get()

    def retract():
        retract_step(step=step, reason="A mistake", by=by, now=NOW)

    assert at_once(*[retract] * 4) == ["done", *["refused"] * 3]
    assert not EngagementStep.objects.counted().exists()
