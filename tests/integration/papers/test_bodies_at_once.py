"""Two who keep a body at the same moment wait for each other: there is one chair, and one meeting at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from cbtracker.accounts.permissions import Role
from cbtracker.papers.models import BodyMember, Meeting
from cbtracker.papers.services.bodies import add_member
from cbtracker.papers.services.meetings import MeetingPlan, add_meeting
from tests.factories.papers import BodyFactory
from tests.factories.people import UserFactory, person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]

NOW = datetime(2011, 3, 17, 12, tzinfo=UTC)


def at_once(*writes: Callable[[], object]) -> list[str]:
    """Do all of `writes` at the same moment, each on a connection of its own; what each ended with."""
    together, ended = threading.Barrier(len(writes)), []

    def run(write: Callable[[], object]) -> None:
        try:
            together.wait(20)
            write()
            ended.append("done")
        except ValidationError:
            ended.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[write]) for write in writes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()
    return sorted(ended)


def test_of_chairs_named_at_once_the_last_is_chair():
    body, by = BodyFactory(), person(Role.SECRETARIAT)
    people = [UserFactory() for _ in range(4)]

    def name(user):
        return lambda: add_member(body=body, user=user, part="chair", from_on=date(2011, 3, 17), by=by, now=NOW)

    assert at_once(*map(name, people)) == ["done"] * 4
    assert BodyMember.objects.filter(part="chair", to_on=None).count() == 1
    assert BodyMember.objects.count() == 4


def test_of_meetings_added_at_once_for_one_time_there_is_one():
    body, by = BodyFactory(), person(Role.SECRETARIAT)
    plan = MeetingPlan(starts_at=NOW, ends_at=NOW + timedelta(hours=1))

    def add():
        add_meeting(body=body, plan=plan, by=by, now=NOW)

    assert at_once(add, add, add) == ["done", "refused", "refused"]
    assert Meeting.objects.count() == 1
