"""A body's meetings in people's calendars: what a calendar reads, and who may read it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from cbtracker.accounts.permissions import Role
from cbtracker.accounts.services import end_access
from cbtracker.audit.models import AuditEvent
from cbtracker.papers.calendar_feed import calendar_of
from cbtracker.papers.models import BodyMember, CalendarSubscription, Meeting
from cbtracker.papers.services import calendars
from tests.factories.papers import BodyFactory, BodyMemberFactory, MeetingFactory, PaperFactory
from tests.factories.people import person

pytestmark = pytest.mark.django_db

NOW = datetime(2011, 3, 20, 12, tzinfo=UTC)
PLACE = 'Room 4; Eland House, Bressenden Place\nLondon "SW1E" \\ 5DU, ' + "çay évi 会議室 " * 8


@pytest.fixture(autouse=True)
def _in_march(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def body():
    return BodyFactory(slug="cb-group", name="CB Group, with friends; and others")


@pytest.fixture
def officer(body):
    user = person(Role.OFFICER)
    BodyMemberFactory(body=body, user=user)
    return user


def meeting_at(body, starts_at, **fields) -> Meeting:
    return MeetingFactory(body=body, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), **fields)


def events(content: bytes) -> list:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def feed_address(body, user) -> str:
    return reverse("papers:calendar_feed", kwargs={"token": calendars.renew_subscription(body=body, by=user, now=NOW)})


def test_a_calendar_reads_a_meeting_as_it_was_written(body, officer):
    meeting = meeting_at(body, datetime(2011, 3, 28, 13, tzinfo=UTC), place=PLACE, sequence=3)
    (event,) = events(calendar_of(body, officer, now=NOW))
    assert event["UID"] == f"{meeting.uid}@cbtracker"
    assert event.decoded("DTSTART") == meeting.starts_at
    assert event.decoded("DTEND") == meeting.ends_at
    assert str(event["SUMMARY"]) == "CB Group, with friends; and others"
    assert str(event["LOCATION"]) == PLACE
    assert (event["SEQUENCE"], event["STATUS"]) == (3, "CONFIRMED")
    assert event.decoded("LAST-MODIFIED") == meeting.changed_at
    assert str(event["URL"]) == "http://127.0.0.1:8000/bodies/cb-group/"


def test_an_event_names_the_issued_papers_of_its_meeting_and_leads_to_them(body, officer):
    meeting = meeting_at(body, datetime(2011, 3, 24, 14, tzinfo=UTC))
    paper = PaperFactory(body=body, meeting=meeting, title="Requests; and, more", issued=True)
    PaperFactory(body=body, meeting=meeting, title="Half written")
    (event,) = events(calendar_of(body, officer, now=NOW))
    assert str(event["DESCRIPTION"]) == f"Requests; and, more: http://127.0.0.1:8000/papers/{paper.pk}/"
    assert event.decoded("LAST-MODIFIED") == max(paper.issued_at, meeting.changed_at)
    (event,) = events(calendar_of(body, person(Role.SECRETARIAT), now=NOW))
    assert "Half written" not in str(event["DESCRIPTION"])


def test_lines_end_in_crlf_and_are_folded_at_75_octets_between_characters(body, officer):
    meeting_at(body, datetime(2011, 3, 28, 13, tzinfo=UTC), place=PLACE)
    content = calendar_of(body, officer, now=NOW)
    lines = content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert all(line.decode() is not None for line in lines)


def test_a_cancelled_meeting_stays_in_calendars_as_cancelled(body, officer):
    meeting_at(body, datetime(2011, 3, 28, 13, tzinfo=UTC), cancelled_at=NOW)
    (event,) = events(calendar_of(body, officer, now=NOW))
    assert event["STATUS"] == "CANCELLED"


def test_meetings_of_the_last_year_and_to_come_are_in_it(body, officer):
    for days in (-366, -364, 400):
        meeting_at(body, NOW + timedelta(days=days))
    meeting_at(BodyFactory(), NOW)
    assert len(events(calendar_of(body, officer, now=NOW))) == 2


def test_a_calendar_without_meetings_is_one_all_the_same(body, officer):
    calendar = Calendar.from_ical(calendar_of(body, officer, now=NOW))
    assert (calendar["VERSION"], calendar["PRODID"]) == ("2.0", "-//cbtracker//Community Budgets tracker//EN")


def test_the_file_is_for_who_is_signed_in_and_knows_of_the_body(client, body, officer):
    meeting_at(body, NOW)
    address = reverse("papers:calendar", kwargs={"slug": body.slug})
    assert client.get(address).status_code == 302
    client.force_login(officer)
    response = client.get(address)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="cb-group.ics"'
    assert len(events(response.content)) == 1
    client.force_login(person(Role.OFFICER))
    assert client.get(address).status_code == 404


def test_the_address_is_read_without_signing_in_and_kept_by_nobody_on_the_way(client, body, officer):
    meeting_at(body, NOW)
    response = client.get(feed_address(body, officer))
    assert (response.status_code, len(events(response.content))) == (200, 1)
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in response


def test_a_calendar_that_has_the_latest_is_sent_nothing_again(client, body, officer):
    meeting = meeting_at(body, NOW)
    address = feed_address(body, officer)
    tag = client.get(address)["ETag"]
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    Meeting.objects.filter(pk=meeting.pk).update(place="Elsewhere")
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_only_the_digest_of_the_address_is_kept_and_no_audit_names_it(body, officer):
    token = calendars.renew_subscription(body=body, by=officer, now=NOW)
    kept = CalendarSubscription.objects.get()
    assert kept.token_digest == calendars.digest_of(token) != token
    assert len(token) >= 43
    assert token not in str(list(AuditEvent.objects.values()))


def test_a_new_address_ends_the_old_one(client, body, officer):
    first, second = feed_address(body, officer), feed_address(body, officer)
    assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)


def ended_by_themselves(body, user):
    calendars.end_subscription(body=body, by=user, now=NOW)


def seat_over(body, user):
    BodyMember.objects.filter(user=user).update(to_on=date(2011, 3, 20))


def access_over(body, user):
    end_access(user, by=person(Role.ADMINISTRATOR), now=NOW)


def switched_off(body, user):
    user.is_active, user.access_ended_at = False, NOW
    user.save()


@pytest.mark.parametrize("over", [ended_by_themselves, seat_over, access_over, switched_off])
def test_an_address_is_not_found_once_the_right_to_it_is_over(client, body, officer, over):
    address = feed_address(body, officer)
    assert client.get(address).status_code == 200
    over(body, officer)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("token", ["made-up", "0" * 64, "x" * 4000, "%00", "ünknown"])
def test_an_address_that_nobody_was_given_is_not_found(client, body, token):
    assert client.get(f"/calendars/{token}.ics").status_code == 404


def test_the_digest_is_no_key(client, body, officer):
    feed_address(body, officer)
    digest = CalendarSubscription.objects.get().token_digest
    assert client.get(f"/calendars/{digest}.ics").status_code == 404


def test_the_page_shows_the_address_once(client, body, officer):
    client.force_login(officer)
    page = reverse("papers:calendar_address", kwargs={"slug": body.slug})
    assert "Make a calendar address" in client.get(page).content.decode()
    made = client.post(page)
    shown = made.content.decode().partition('id="address"')[2].partition(">")[2].partition("<")[0].strip()
    assert shown.startswith("http://127.0.0.1:8000/calendars/")
    assert "no-store" in made["Cache-Control"]
    assert client.get(shown).status_code == 200
    later = client.get(page).content.decode()
    assert shown not in later
    assert "You have had a calendar address since 20 March 2011" in later
    client.post(reverse("papers:end_calendar_address", kwargs={"slug": body.slug}))
    assert client.get(shown).status_code == 404
