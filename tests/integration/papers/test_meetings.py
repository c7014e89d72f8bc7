"""Meetings are moved, cancelled and restored; calendars learn of each change."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from areas.access import NotPermitted
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Role
from cbtracker.papers.models import Meeting
from cbtracker.papers.services.meetings import (
    MeetingPlan,
    add_meeting,
    cancel_meeting,
    change_meeting,
    restore_meeting,
)
from tests.factories.papers import BodyFactory, PaperFactory
from tests.factories.people import person

pytestmark = pytest.mark.django_db

NOW = datetime(2011, 3, 10, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
PLAN = MeetingPlan(
    starts_at=datetime(2011, 3, 17, 14, tzinfo=UTC),
    ends_at=datetime(2011, 3, 17, 16, tzinfo=UTC),
    place="Eland House, London",
)
MOVED = replace(PLAN, starts_at=datetime(2011, 3, 18, 14, tzinfo=UTC), ends_at=datetime(2011, 3, 18, 16, tzinfo=UTC))


@pytest.fixture
def secretariat():
    return person(Role.SECRETARIAT)


@pytest.fixture
def body():
    return BodyFactory(name="CB Group")


@pytest.fixture
def meeting(body, secretariat) -> Meeting:
    return add_meeting(body=body, plan=PLAN, by=secretariat, now=NOW)


def change(meeting, by, *, body=None, plan=MOVED, version=1):
    return change_meeting(
        meeting=meeting, body=body or meeting.body, plan=plan, expected_version=version, by=by, now=LATER
    )


def test_a_meeting_that_is_moved_has_a_higher_sequence_and_says_when(meeting, secretariat):
    assert (meeting.sequence, meeting.changed_at) == (0, NOW)
    moved = change(meeting, secretariat)
    assert (moved.starts_at, moved.sequence, moved.changed_at, moved.version) == (MOVED.starts_at, 1, LATER, 2)
    assert moved.uid == meeting.uid


def test_a_cancelled_meeting_is_kept_and_can_be_restored(meeting, secretariat):
    cancelled = cancel_meeting(meeting=meeting, expected_version=1, by=secretariat, now=LATER)
    assert (cancelled.cancelled_at, cancelled.sequence) == (LATER, 1)
    restored = restore_meeting(meeting=cancelled, expected_version=2, by=secretariat, now=LATER)
    assert (restored.cancelled_at, restored.sequence) == (None, 2)


def test_a_cancelled_meeting_is_not_moved_nor_cancelled_again(meeting, secretariat):
    cancel_meeting(meeting=meeting, expected_version=1, by=secretariat, now=LATER)
    with pytest.raises(ValidationError, match="Restore it first"):
        change(meeting, secretariat, version=2)
    with pytest.raises(ValidationError, match="cancelled already"):
        cancel_meeting(meeting=meeting, expected_version=2, by=secretariat, now=LATER)
    meeting.refresh_from_db()
    assert (meeting.sequence, meeting.starts_at) == (1, PLAN.starts_at)


def test_who_saw_an_older_version_changes_nothing(meeting, secretariat):
    change(meeting, secretariat)
    for write in (
        lambda: change(meeting, secretariat, plan=PLAN),
        lambda: cancel_meeting(meeting=meeting, expected_version=1, by=secretariat, now=LATER),
    ):
        with pytest.raises(StaleVersion) as stale:
            write()
        assert stale.value.current.starts_at == MOVED.starts_at


@pytest.mark.parametrize("issued", [True, False])
def test_a_meeting_with_papers_stays_with_its_body(meeting, secretariat, issued):
    PaperFactory(body=meeting.body, meeting=meeting, issued=issued)
    with pytest.raises(ValidationError, match="There are papers for this meeting of CB Group"):
        change(meeting, secretariat, body=BodyFactory())
    assert change(meeting, secretariat).starts_at == MOVED.starts_at


def test_a_meeting_without_papers_may_become_another_bodys(meeting, secretariat):
    other = BodyFactory()
    assert change(meeting, secretariat, body=other).body == other


@pytest.mark.parametrize("ends_at", [PLAN.starts_at, PLAN.starts_at - timedelta(hours=1)])
def test_a_meeting_ends_after_it_starts(body, secretariat, ends_at):
    with pytest.raises(ValidationError, match="must end after it starts"):
        add_meeting(body=body, plan=replace(PLAN, ends_at=ends_at), by=secretariat, now=NOW)


def test_a_body_meets_once_at_a_time(meeting, secretariat):
    with pytest.raises(ValidationError, match="CB Group meets at this time already"):
        add_meeting(body=meeting.body, plan=PLAN, by=secretariat, now=NOW)
    assert add_meeting(body=BodyFactory(), plan=PLAN, by=secretariat, now=NOW)


def test_a_meeting_at_the_time_of_a_cancelled_one_is_the_cancelled_one_restored(meeting, secretariat):
    cancel_meeting(meeting=meeting, expected_version=1, by=secretariat, now=LATER)
    with pytest.raises(ValidationError, match="Restore that one"):
        add_meeting(body=meeting.body, plan=PLAN, by=secretariat, now=NOW)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SECRETARIAT])
def test_only_the_secretariat_keeps_meetings(meeting, role):
    user = person(role)
    for write in (
        lambda: add_meeting(body=meeting.body, plan=MOVED, by=user, now=NOW),
        lambda: change(meeting, user),
        lambda: cancel_meeting(meeting=meeting, expected_version=1, by=user, now=NOW),
        lambda: restore_meeting(meeting=meeting, expected_version=1, by=user, now=NOW),
    ):
        with pytest.raises(NotPermitted):
            write()
