"""Workshops over HTTP: their times, who comes, who attended, and people's own calendars."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from icalendar import Calendar

from areas.models import Authority, AuthorityMembership
from cbtracker.accounts.permissions import Role
from rollout.models import Attendee, Workshop
from tests.factories.people import person
from tests.factories.places import START
from tests.factories.support import AttendeeFactory, WorkshopFactory
from tests.integration.requests_log.pages import signed_in, words
from tests.reference import reference_data

pytestmark = pytest.mark.django_db

NOW = datetime(2011, 9, 20, 9, tzinfo=UTC)
WORKSHOP = {
    "title": "Workshop in Reading",
    "region": "South East",
    "day_day": "5",
    "day_month": "10",
    "day_year": "2011",
    "starts": "10am",
    "ends": "3pm",
    "venue": "Town Hall",
    "run_by": "LG Group and DCLG",
    "capacity": "",
    "about": "",
}


@pytest.fixture(autouse=True)
def places(db, time_machine):
    reference_data()
    time_machine.move_to(NOW)


@pytest.fixture
def desk():
    return signed_in(person(Role.SECRETARIAT))


@pytest.fixture
def reader():
    return signed_in(person(Role.PARTNER))


@pytest.fixture
def surrey():
    return Authority.objects.get(slug="surrey")


@pytest.fixture
def officer(surrey):
    user = person(Role.OFFICER, full_name="Ann Example")
    AuthorityMembership.objects.create(user=user, authority=surrey, from_on=START)
    return signed_in(user)


def test_a_workshop_is_at_londons_time_and_follows_in_calendars(desk, reader):
    assert desk.post("/support/workshops/add/", WORKSHOP).status_code == 302
    workshop = Workshop.objects.get()
    assert workshop.starts_at == datetime(2011, 10, 5, 9, tzinfo=UTC)
    changed = {**WORKSHOP, "starts": "11am", "cancelled": "on", "version": "1"}
    (before,) = Calendar.from_ical(reader.get(f"/support/workshops/{workshop.pk}/workshop.ics").content).walk("VEVENT")
    assert desk.post(f"/support/workshops/{workshop.pk}/change/", changed).status_code == 302
    (after,) = Calendar.from_ical(reader.get(f"/support/workshops/{workshop.pk}/workshop.ics").content).walk("VEVENT")
    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert after.decoded("DTSTART") == datetime(2011, 10, 5, 10, tzinfo=UTC)
    assert (str(after["SUMMARY"]), str(after["LOCATION"])) == ("Workshop in Reading", "Town Hall")
    assert "Cancelled" in words(reader.get(f"/support/workshops/{workshop.pk}/"))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"starts": "ten"}, "Start time must be a time, like 2pm or 14:30"),
        ({"ends": "9am"}, "Enter a time after the one at which it starts"),
        ({"day_month": "3", "day_day": "27", "starts": "1:30am"}, "Clocks go forward on 27 March 2011"),
        ({"capacity": "0"}, "must be 1 or more"),
        ({"region": "Narnia"}, "Select region from the list"),
        ({"day_year": "2009"}, "Date must be on or after 1 January 2010"),
    ],
)
def test_a_wrong_answer_about_a_workshop_is_said_and_nothing_is_written(desk, wrong, says):
    response = desk.post("/support/workshops/add/", {**WORKSHOP, **wrong})
    assert response.status_code == 422
    assert says in response.content.decode()
    assert not Workshop.objects.exists()


def test_an_officer_says_that_they_come_and_takes_it_back(officer, reader, surrey):
    workshop = WorkshopFactory(capacity=30)
    address = f"/support/workshops/{workshop.pk}/"
    form = officer.get(f"{address}come/")
    assert 'value="Ann Example"' in form.content.decode()
    for _ in range(2):
        typed = {"authority": "surrey", "name": "Ann Example", "once": "c" * 32}
        assert officer.post(f"{address}come/", typed)["Location"] == address
    assert "1 person said that they come; 29 places are left." in words(officer.get(address))
    assert "Ann Example Surrey Yes Not recorded" in words(officer.get(address))
    assert "Ann Example" not in words(reader.get(address))
    assert "Surrey 1" in words(reader.get(address))
    attendee = Attendee.objects.get()
    assert officer.post(f"{address}people/{attendee.pk}/not-coming/").status_code == 302
    assert "0 people said that they come" in words(reader.get(address))


def test_an_officer_cannot_send_somebody_of_another_authority_or_take_them_off(officer):
    workshop = WorkshopFactory()
    address = f"/support/workshops/{workshop.pk}/"
    response = officer.post(f"{address}come/", {"authority": "essex", "name": "Ann Example"})
    assert response.status_code == 422
    other = AttendeeFactory(workshop=workshop)
    assert officer.post(f"{address}people/{other.pk}/not-coming/").status_code == 404
    other.refresh_from_db()
    assert other.comes is True


@pytest.mark.parametrize(
    ("fields", "says"),
    [({"cancelled": True}, "This workshop was cancelled"), ({"starts_at": NOW}, "This workshop has started")],
)
def test_the_list_of_a_workshop_that_is_cancelled_or_has_started_is_closed_to_officers(officer, fields, says):
    workshop = WorkshopFactory(**fields)
    response = officer.get(f"/support/workshops/{workshop.pk}/come/", follow=True)
    assert says in words(response)
    assert "Put on the list" not in words(response)


def test_a_full_workshop_says_so(officer, surrey):
    workshop = WorkshopFactory(capacity=1)
    AttendeeFactory(workshop=workshop)
    response = officer.post(f"/support/workshops/{workshop.pk}/come/", {"authority": "surrey", "name": "Ann Example"})
    assert response.status_code == 422
    assert "Every place is taken. Ask the secretariat whether there is room" in response.content.decode()
    assert "All places are taken" in words(officer.get(f"/support/workshops/{workshop.pk}/"))


def test_the_secretariat_records_who_attended_and_a_second_one_sees_both(desk, surrey, time_machine):
    workshop = WorkshopFactory()
    came, unknown = AttendeeFactory.create_batch(2, workshop=workshop, authority=surrey)
    address = f"/support/workshops/{workshop.pk}/attendance/"
    assert "has not started yet" in words(desk.get(address))
    time_machine.move_to(datetime(2011, 10, 5, 16, tzinfo=UTC))
    desk = signed_in(person(Role.SECRETARIAT))  # the other session ended meanwhile
    typed = {"version": "1", f"person_{came.pk}": "yes", f"person_{unknown.pk}": ""}
    assert desk.post(address, typed).status_code == 302
    assert "2 people said that they would come. 1 is recorded as having attended." in words(desk.get(address[:-11]))
    second = desk.post(address, {**typed, f"person_{came.pk}": "no"})
    assert second.status_code == 409
    assert "Did not attend" in words(second)
    unannounced = {"authority": "essex", "name": "Cy Example"}
    assert desk.post(f"/support/workshops/{workshop.pk}/come/", unannounced).status_code == 302
    assert Attendee.objects.get(name="Cy Example").comes is None
