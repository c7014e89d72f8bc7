"""The timeline over HTTP: what readers get, and what the secretariat may type."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from areas.models import Phase
from cbtracker.accounts.permissions import Role
from rollout.models import TimelineEntry
from tests.factories.people import person
from tests.factories.rollout import TimelineEntryFactory
from tests.integration.requests_log.pages import in_box, words
from tests.reference import reference_data

pytestmark = pytest.mark.django_db

TYPED = {
    "title": "Workshop in Leeds",
    "kind": "event",
    "lane": "events",
    "starts_on_day": "5",
    "starts_on_month": "10",
    "starts_on_year": "2011",
    "ends_on_day": "",
    "ends_on_month": "",
    "ends_on_year": "",
    "detail": "",
    "inferred_why": "",
    "source": "",
}


@pytest.fixture
def desk(client):
    client.force_login(person(Role.SECRETARIAT))
    return client


@pytest.fixture
def reader(client):
    client.force_login(person(Role.PARTNER))
    return client


@pytest.fixture
def entry():
    return TimelineEntryFactory(title="Workshop", detail="In the morning")


def change(client, entry, **typed):
    return client.post(f"/timeline/{entry.pk}/", {**TYPED, **typed})


def test_the_page_says_in_a_table_what_its_picture_shows(reader, time_machine):
    time_machine.move_to(datetime(2011, 6, 15, 12, tzinfo=UTC))
    reference_data()
    response = reader.get("/timeline/")
    html = response.content.decode()
    picture, table = html.split("</svg>\n  </div>")[0], html.split("The same in a table</h2>")[1]
    for title in ["Next phase goes live", "LG Group annual conference", "Milestone 1.4iv"]:
        assert title in picture
        assert title in table
    assert "April 2012 (inferred)" in picture
    assert "April 2012 (inferred)" in words(response)
    assert ">Today</text>" in picture
    assert "Change" not in table


def test_a_day_outside_the_picture_is_said_in_words(reader, time_machine):
    time_machine.move_to(datetime(2020, 1, 2, 12, tzinfo=UTC))
    reference_data()
    response = reader.get("/timeline/")
    assert ">Today</text>" not in response.content.decode()
    assert "Today, 2 January 2020, is after the days that the picture shows." in words(response)


def test_an_empty_timeline_says_so(reader):
    assert "Nothing is on the timeline yet." in words(reader.get("/timeline/"))


def test_the_page_asks_as_much_of_the_database_for_many_entries_as_for_one(reader, django_assert_max_num_queries):
    reference_data()
    for _ in range(200):
        TimelineEntryFactory()
    with django_assert_max_num_queries(6):
        reader.get("/timeline/")
    with django_assert_max_num_queries(6):
        reader.get("/timeline.ics")


def test_the_secretariat_finds_where_to_change_each_thing(desk, entry):
    reference_data()
    html = desk.get("/timeline/").content.decode()
    assert f'href="/timeline/{entry.pk}/"' in html
    assert 'href="/timeline/phases/next/"' in html
    assert 'href="/timeline/add/"' in html


def test_an_entry_is_added_once_however_often_the_button_is_pressed(desk):
    for _ in range(2):
        assert desk.post("/timeline/add/", {**TYPED, "once": "a" * 32})["Location"] == "/timeline/"
    assert TimelineEntry.objects.get().starts_on == date(2011, 10, 5)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"title": ""}, "Enter title"),
        ({"title": "x" * 121}, "Title must be 120 characters or fewer"),
        ({"title": "<b>Workshop</b>"}, "Title must not contain HTML such as “&lt;b&gt;”"),
        ({"starts_on_year": "2009"}, "First day must be on or after 1 January 2010"),
        ({"starts_on_year": "2016"}, "First day must be on or before 31 December 2015"),
        ({"starts_on_day": "31", "starts_on_month": "2"}, "First day must be a real date"),
        (
            {"ends_on_day": "4", "ends_on_month": "10", "ends_on_year": "2011"},
            "Enter 5 October 2011 or a later date: that is the first day",
        ),
        ({"kind": "band"}, "Enter the last day of the period"),
        ({"kind": ""}, "Select what it is"),
        ({"lane": "fast"}, "Select part of the timeline from the list"),
        ({"inferred": "on"}, "Say what the date is inferred from"),
        ({"inferred_why": "The drawing"}, "Tick that the date is inferred, or leave this blank"),
    ],
)
def test_a_wrong_answer_is_said_at_its_field_and_nothing_is_written(desk, entry, wrong, says):
    added = desk.post("/timeline/add/", {**TYPED, **wrong})
    changed = change(desk, entry, version="1", **wrong)
    assert (added.status_code, changed.status_code) == (422, 422)
    assert says in added.content.decode()
    assert says in changed.content.decode()
    entry.refresh_from_db()
    assert (TimelineEntry.objects.count(), entry.version) == (1, 1)


def test_the_loser_of_a_simultaneous_change_keeps_every_word_and_sees_both(desk, entry):
    assert change(desk, entry, version="1", detail="Mine first").status_code == 302
    response = change(desk, entry, version="1", detail="Theirs, in full")
    html = response.content.decode()
    assert response.status_code == 409
    assert "Mine first" in html
    assert in_box(response, "detail") == "Theirs, in full"
    both = change(desk, entry, version="2", detail="Theirs, in full", choice="combine")
    assert in_box(both, "detail") == "Mine first\n\nTheirs, in full"
    left = change(desk, entry, version="2", detail="Theirs, in full", choice="theirs")
    assert left.status_code == 302
    assert TimelineEntry.objects.get().detail == "Mine first"
    assert change(desk, entry, version="2", detail="Theirs, in full").status_code == 302
    assert TimelineEntry.objects.get().detail == "Theirs, in full"


@pytest.mark.parametrize("version", ["", "one", "-1", "9" * 20])
def test_without_a_version_nothing_is_overwritten(desk, entry, version):
    assert change(desk, entry, version=version).status_code == 422
    entry.refresh_from_db()
    assert entry.title == "Workshop"


def test_words_typed_for_an_entry_that_was_removed_are_kept_and_can_be_added_again(desk, entry):
    assert desk.post(f"/timeline/{entry.pk}/remove/", {"version": "1"}).status_code == 302
    response = change(desk, entry, version="1", detail="Every word")
    assert response.status_code == 409
    assert in_box(response, "detail") == "Every word"
    assert 'action="/timeline/add/"' in response.content.decode()
    assert desk.get(f"/timeline/{entry.pk}/").status_code == 404
    assert desk.post(f"/timeline/{entry.pk}/remove/", {"version": "1"}).status_code == 302


def test_an_entry_that_changed_meanwhile_is_not_removed_unseen(desk, entry):
    change(desk, entry, version="1")
    response = desk.post(f"/timeline/{entry.pk}/remove/", {"version": "1"})
    assert response.status_code == 409
    assert "Workshop in Leeds" in words(response)
    assert TimelineEntry.objects.current().exists()
    assert desk.post(f"/timeline/{entry.pk}/remove/", {"version": "2"}).status_code == 302
    assert not TimelineEntry.objects.current().exists()


def test_a_phase_is_dated_and_the_second_writer_sees_both(desk):
    reference_data()
    typed = {"starts_on_day": "1", "starts_on_month": "7", "starts_on_year": "2011", "source": "F000 Annex A"}
    assert desk.post("/timeline/phases/next/", {**typed, "version": "1"}).status_code == 302
    phase = Phase.objects.get(slug="next")
    assert (phase.ends_on, phase.goes_live_on, phase.version) == (None, None, 2)
    second = desk.post("/timeline/phases/next/", {**typed, "version": "1", "source": "Mine"})
    assert second.status_code == 409
    assert "F000 Annex A" in second.content.decode()
    wrong = {**typed, "ends_on_day": "1", "ends_on_month": "6", "ends_on_year": "2011", "version": "2"}
    response = desk.post("/timeline/phases/next/", wrong)
    assert response.status_code == 422
    assert "Enter 1 July 2011 or a later date: that is when the phase starts" in response.content.decode()


def test_a_calendar_gets_whole_days_that_leave_people_free_and_says_what_is_inferred(reader):
    reference_data()
    response = reader.get("/timeline.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    events = {str(event["SUMMARY"]): event for event in Calendar.from_ical(response.content).walk("VEVENT")}
    conference = events["LG Group annual conference"]
    assert (conference.decoded("DTSTART"), conference.decoded("DTEND")) == (date(2011, 6, 28), date(2011, 7, 1))
    assert conference["TRANSP"] == "TRANSPARENT"
    live = events["Next phase goes live (inferred)"]
    assert live.decoded("DTEND") - live.decoded("DTSTART") == timedelta(days=1)
    assert str(live["DESCRIPTION"]).startswith("April 2012 (inferred).\nInferred: ")
    assert len({str(event["UID"]) for event in events.values()}) == 14
    again = reader.get("/timeline.ics", headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304


def test_a_change_is_a_later_revision_of_the_same_event_in_calendars(desk, entry):
    (before,) = Calendar.from_ical(desk.get("/timeline.ics").content).walk("VEVENT")
    change(desk, entry, version="1")
    (after,) = Calendar.from_ical(desk.get("/timeline.ics").content).walk("VEVENT")
    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after.decoded("LAST-MODIFIED") > before.decoded("LAST-MODIFIED")
    assert str(after["SUMMARY"]) == "Workshop in Leeds"
