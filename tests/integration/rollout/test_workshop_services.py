"""What the services of workshops write and refuse: who comes, who attended, whose names."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from areas.access import NotPermitted
from areas.models import AuthorityMembership
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Role
from rollout.models import Attendee, Workshop
from rollout.services import support
from tests.factories.people import person
from tests.factories.places import START, AuthorityFactory
from tests.factories.support import AttendeeFactory, WorkshopFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2011, 9, 1, 9, tzinfo=UTC)
DURING = datetime(2011, 10, 5, 10, tzinfo=UTC)


@pytest.fixture
def secretary():
    return person(Role.SECRETARIAT)


@pytest.fixture
def officer():
    return person(Role.OFFICER)


@pytest.fixture
def kent(officer):
    authority = AuthorityFactory(short_name="Kentish", region_name="South East")
    AuthorityMembership.objects.create(user=officer, authority=authority, from_on=START)
    return authority


def workshop_terms(**changes):
    said = {
        "title": "Workshop",
        "starts_at": datetime(2011, 10, 5, 9, tzinfo=UTC),
        "ends_at": datetime(2011, 10, 5, 15, tzinfo=UTC),
        "run_by": "LG Group and DCLG",
    }
    return support.WorkshopTerms(**{**said, **changes})


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"ends_at": datetime(2011, 10, 5, 9, tzinfo=UTC)}, "Enter a time after the one at which it starts"),
        ({"region": "Narnia"}, "Select region from the list"),
        (
            {"starts_at": datetime(2009, 1, 1, tzinfo=UTC), "ends_at": datetime(2009, 1, 1, 9, tzinfo=UTC)},
            "Enter a date from 1 January 2010",
        ),
        ({"capacity": 0}, "Enter a number from 1 to 1,000"),
    ],
)
def test_a_workshop_that_cannot_be_is_refused(secretary, changes, says):
    with pytest.raises(ValidationError, match=says):
        support.add_workshop(terms=workshop_terms(**changes), by=secretary, now=NOW)
    assert not Workshop.objects.exists()


def test_a_workshop_keeps_room_for_those_who_come(kent, secretary):
    workshop = WorkshopFactory(capacity=2)
    AttendeeFactory.create_batch(2, workshop=workshop, authority=kent)
    with pytest.raises(ValidationError, match=r"2 people come already\. Enter 2 or more"):
        support.change_workshop(
            workshop=workshop, terms=workshop_terms(capacity=1), expected_version=1, by=secretary, now=NOW
        )


def come(workshop, authority, by, name="Ann Example", now=NOW):
    return support.say_coming(workshop=workshop, authority=authority, name=name, by=by, now=now)


def test_an_officer_says_who_comes_from_their_authority_and_from_no_other(kent, officer):
    workshop = WorkshopFactory()
    assert come(workshop, kent, officer).comes is True
    with pytest.raises(NotPermitted):
        come(workshop, AuthorityFactory(), officer)
    for role in (Role.CHAMPION, Role.PARTNER, Role.ADMINISTRATOR):
        with pytest.raises(NotPermitted):
            come(workshop, kent, person(role), name=role)


def test_somebody_is_on_the_list_once_and_can_take_it_back_and_change_their_mind(kent, officer):
    workshop = WorkshopFactory()
    attendee = come(workshop, kent, officer)
    with pytest.raises(ValidationError, match="Ann Example is on the list already"):
        come(workshop, kent, officer, name="ann example")
    assert support.take_back_coming(attendee=attendee, by=officer, now=NOW).comes is False
    assert come(workshop, kent, officer).pk == attendee.pk
    assert Attendee.objects.get().comes is True


def test_the_last_place_is_taken_once(kent, officer, secretary):
    workshop = WorkshopFactory(capacity=1)
    attendee = come(workshop, kent, officer)
    with pytest.raises(ValidationError, match="Every place is taken"):
        come(workshop, kent, secretary, name="Bob Example")
    support.take_back_coming(attendee=attendee, by=officer, now=NOW)
    assert come(workshop, kent, secretary, name="Bob Example").comes is True


@pytest.mark.parametrize(
    ("fields", "now", "says"),
    [({"cancelled": True}, NOW, "This workshop was cancelled"), ({}, DURING, "This workshop has started")],
)
def test_nobody_says_that_they_come_to_what_is_cancelled_or_has_started(kent, officer, fields, now, says):
    with pytest.raises(ValidationError, match=says):
        come(WorkshopFactory(**fields), kent, officer, now=now)


def test_once_it_started_nobody_takes_it_back(kent, officer):
    attendee = AttendeeFactory(authority=kent)
    with pytest.raises(ValidationError, match="has started"):
        support.take_back_coming(attendee=attendee, by=officer, now=DURING)


def test_not_recorded_stays_another_thing_than_did_not_attend(kent, secretary):
    workshop = WorkshopFactory()
    came, stayed, unknown = AttendeeFactory.create_batch(3, workshop=workshop, authority=kent)
    said = {came.pk: True, stayed.pk: False, unknown.pk: None}
    support.record_attendance(workshop=workshop, said=said, expected_version=1, by=secretary, now=DURING)
    assert list(Attendee.objects.order_by("pk").values_list("attended", flat=True)) == [True, False, None]


def test_attendance_is_recorded_by_one_of_two_at_a_time_and_not_before_the_workshop(kent, secretary, officer):
    workshop = WorkshopFactory()
    attendee = AttendeeFactory(workshop=workshop, authority=kent)
    said = {attendee.pk: True}
    with pytest.raises(ValidationError, match="has not started yet"):
        support.record_attendance(workshop=workshop, said=said, expected_version=1, by=secretary, now=NOW)
    with pytest.raises(NotPermitted):
        support.record_attendance(workshop=workshop, said=said, expected_version=1, by=officer, now=DURING)
    support.record_attendance(workshop=workshop, said=said, expected_version=1, by=secretary, now=DURING)
    with pytest.raises(StaleVersion):
        support.record_attendance(
            workshop=workshop, said={attendee.pk: False}, expected_version=1, by=secretary, now=DURING
        )
    attendee.refresh_from_db()
    assert attendee.attended is True


def test_who_came_unannounced_is_added_and_never_said_to_have_announced_it(kent, secretary):
    workshop = WorkshopFactory()
    with pytest.raises(ValidationError, match="has not started yet"):
        support.add_attended(workshop=workshop, authority=kent, name="Cy Example", by=secretary, now=NOW)
    added = support.add_attended(workshop=workshop, authority=kent, name="Cy Example", by=secretary, now=DURING)
    assert (added.comes, added.attended) == (None, True)
    with pytest.raises(ValidationError, match="is on the list already"):
        support.add_attended(workshop=workshop, authority=kent, name="Cy Example", by=secretary, now=DURING)
    with pytest.raises(ValidationError, match="who had not said that they come"):
        support.record_attendance(
            workshop=workshop,
            said={added.pk: None},
            expected_version=1,
            by=secretary,
            now=DURING + timedelta(hours=1),
        )


def test_names_are_for_their_own_authority_and_the_secretariat(kent, officer, secretary):
    own, _ = AttendeeFactory(authority=kent), AttendeeFactory()
    assert list(Attendee.objects.visible_to(officer)) == [own]
    assert Attendee.objects.visible_to(secretary).count() == 2
    for role in (Role.CHAMPION, Role.PARTNER, Role.ADMINISTRATOR, Role.LOCALITY_LEAD):
        assert not Attendee.objects.visible_to(person(role)).exists()
