"""The pages on which calls are issued, read and extended."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cbtracker.audit.models import AuditEvent
from requests_log.models import Call, CallExtension
from tests.integration.requests_log.calling import (
    DUE_ON,
    LATE,
    REPLIED,
    add_group,
    answered,
    issued,
    officer_of,
    place,
)
from tests.integration.requests_log.pages import hidden, read
from tests.integration.requests_log.world import accepted

NEW = "/calls/new/"


@pytest.fixture
def call(world) -> Call:
    """A call to Swindon, Barnet and West London."""
    add_group()
    return issued(world)


def filled(world, **changes):
    """The form of a new call."""
    soon = timezone.localdate() + timedelta(days=10)
    return {
        "title": "Barriers that are missing",
        "question": "Is anything missing?",
        "asked_of": "areas",
        "areas": ["swindon", "barnet"],
        "due_on_day": soon.day,
        "due_on_month": soon.month,
        "due_on_year": soon.year,
        "attachments": "The letter https://example.org/letter\nhttps://example.org/second",
        **changes,
    }


def sent(client, data, step="check"):
    """The form as sent, with the key of the page it was on."""
    data.setdefault("key", hidden(client.get(NEW), "key"))
    return client.post(NEW, {**data, "step": step})


def test_a_call_is_checked_before_it_is_issued(world, secretariat):
    data = filled(world)
    page = sent(secretariat, data)
    text = read(page)
    assert page.status_code == 200
    assert "2 areas: Swindon, Barnet" in text
    assert "1 officer will get an email" in text
    assert "No officer is on record for Barnet" in text
    assert not Call.objects.exists()
    issued_page = sent(secretariat, data, "issue")
    call = Call.objects.get()
    assert issued_page["Location"] == f"/calls/{call.slug}/"
    assert [one["title"] for one in call.attachments] == ["The letter", "https://example.org/second"]


def test_the_button_pressed_twice_issues_one_call(world, secretariat):
    data = filled(world)
    data["key"] = hidden(secretariat.get(NEW), "key")
    assert sent(secretariat, data, "issue")["Location"] == sent(secretariat, data, "issue")["Location"]
    assert Call.objects.count() == 1


def test_what_was_checked_can_be_changed_with_every_word_kept(world, secretariat):
    text = read(sent(secretariat, filled(world, question="Ist etwas vergessen? £5 & more"), "change"))
    assert "Issue a call" in text
    assert "Ist etwas vergessen? £5 & more" in text


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"title": ""}, "Enter title"),
        ({"question": ""}, "Enter what you ask"),
        ({"question": "x" * 20_001}, "What do you ask? must be 20000 characters or fewer"),
        ({"question": "<script>alert(1)</script>"}, "must not contain HTML"),
        ({"asked_of": "ministers"}, "Select whom do you ask? from the list"),
        ({"areas": []}, "Choose at least one area"),
        ({"areas": ["x"]}, "from the list"),
        ({"areas": [10**30]}, "from the list"),
        ({"areas": ["\x00"]}, "from the list"),
        ({"asked_of": "authorities", "authorities": ""}, "Choose at least one authority"),
        ({"asked_of": "authorities", "authorities": "Swindon\nAtlantis"}, "There is no authority “Atlantis”"),
        ({"attachments": "javascript:alert(1)"}, "must end with a full web address"),
        ({"attachments": "The letter\n"}, "must end with a full web address"),
        ({"attachments": "https://example.org/a\n" * 11}, "Enter at most 10 links"),
        ({"due_on_year": "2011"}, "must be on or after"),
        ({"key": "made up"}, "The form was not sent complete"),
    ],
)
def test_a_wrong_form_says_what_to_do_and_keeps_every_word(world, secretariat, changes, fault):
    page = sent(secretariat, filled(world, **changes), "issue")
    assert page.status_code == 422
    assert fault in read(page)
    assert "https://example.org" in read(page) or "attachments" in changes
    assert not Call.objects.exists()


def test_a_question_of_20_000_characters_is_taken_whole(world, secretariat):
    sent(secretariat, filled(world, question="x" * 20_000), "issue")
    assert len(Call.objects.get().question) == 20_000


def test_authorities_are_asked_by_their_names(world, secretariat):
    sent(secretariat, filled(world, asked_of="authorities", authorities="swindon council\nBARNET\nE06000001"), "issue")
    call = Call.objects.get()
    assert (call.asked_of, [str(one) for one in call.addressees.all()]) == ("authorities", ["Barnet", "Swindon"])


def test_the_list_says_how_many_replied(call, world, champion):
    answered(call, "swindon", "nil", by=world.person("secretariat"))
    assert "1 of 3" in read(champion.get("/calls/"))


def test_the_list_says_to_an_officer_whether_their_place_replied(call, officer):
    text = read(officer.get("/calls/"))
    assert call.title in text
    assert "Not yet" in text


def test_the_call_says_who_replied_in_a_sentence_and_in_numbers(call, world, secretariat):
    answered(call, "swindon", "comment", text="Money is short", by=world.person("officer"))
    text = read(secretariat.get(f"/calls/{call.slug}/"))
    assert "One of the three areas asked replied. A comment came from Swindon." in text
    assert "There was no reply from Barnet and West London." in text
    assert "Money is short" in text


def test_an_officer_reads_their_own_place_only(call, world, officer):
    answered(call, "west-london", "comment", text="A secret of others", by=officer_of("westminster"))
    text = read(officer.get(f"/calls/{call.slug}/"))
    assert "Swindon" in text
    for hidden_word in ("A secret of others", "West London", "Barnet", "replied."):
        assert hidden_word not in text
    assert b"".join(officer.get(f"/calls/{call.slug}/returns.csv")).count(b"No reply") == 1


def test_a_request_of_another_area_that_a_return_names_stays_hidden_from_an_officer(call, world, officer, secretariat):
    entry = accepted(world, issue="Of Barnet alone", area=world.barnet)
    answered(call, "swindon", "additions", by=world.person("secretariat"), entries=(entry,))
    page = reverse("requests:answer", args=[call.slug, place(call, "swindon").pk])
    for client, shown in ((officer, False), (secretariat, True)):
        assert (entry.reference in read(client.get(f"/calls/{call.slug}/"))) is shown
        assert (entry.reference in read(client.get(page))) is shown
        assert (entry.reference.encode() in b"".join(client.get(f"/calls/{call.slug}/returns.csv"))) is shown


def test_the_audit_names_a_call_without_its_words(call):
    assert AuditEvent.objects.get(verb="call.issued").object_label == f"Call {call.pk}"


def test_a_call_that_did_not_ask_the_officers_place_is_not_there(world, officer):
    call = issued(world, areas=[world.barnet])
    for route in ("call", "call_csv"):
        assert officer.get(reverse(f"requests:{route}", args=[call.slug])).status_code == 404


def test_the_call_is_read_as_at_a_moment(call, world, secretariat):
    answered(call, "swindon", "comment", text="Money is short", by=world.person("officer"), now=REPLIED)
    before = read(secretariat.get(f"/calls/{call.slug}/?as_at=9/3/2011"))
    after = read(secretariat.get(f"/calls/{call.slug}/?as_at=10/3/2011"))
    assert "Money is short" not in before
    assert "This is what had come in by 9 March 2011, midnight" in before
    assert "Money is short" in after
    assert "had not been issued" in read(secretariat.get(f"/calls/{call.slug}/?as_at=1/3/2011"))


@pytest.mark.parametrize("answers", [0, 3])
def test_a_page_takes_as_many_queries_whoever_answered(
    call, world, secretariat, answers, django_assert_max_num_queries
):
    secretariat.get("/calls/")
    entry = accepted(world)
    for slug in ("swindon", "barnet", "west-london")[:answers]:
        answered(call, slug, "additions", by=world.person("secretariat"), entries=(entry,))
    with django_assert_max_num_queries(8):
        secretariat.get(f"/calls/{call.slug}/")
    with django_assert_max_num_queries(5):
        secretariat.get("/calls/")


@pytest.mark.parametrize("as_at", ["then", "31/2/2011", "1/1/2200"])
@pytest.mark.parametrize("page", ["", "returns.csv"])
def test_a_moment_that_is_none_or_has_not_come_is_said(call, secretariat, as_at, page):
    answer = secretariat.get(f"/calls/{call.slug}/{page}", {"as_at": as_at})
    assert answer.status_code == 422
    assert "Error: " in read(answer)


def test_the_result_is_a_csv_in_the_order_of_the_areas(call, world, secretariat):
    answered(call, "barnet", "comment", text="=1+1", by=world.person("secretariat"), now=LATE)
    answer = secretariat.get(f"/calls/{call.slug}/returns.csv?as_at=20/3/2011")
    text = b"".join(answer).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["place"], row["answer"], row["late"]) for row in rows] == [
        ("Swindon", "No reply", ""),
        ("Barnet", "A comment", "After 15 March 2011"),
        ("West London", "No reply", ""),
    ]
    assert rows[1]["text"] == "'=1+1"
    assert answer["Content-Disposition"] == 'attachment; filename="barriers-that-are-missing-2011-03-20.csv"'


def test_the_date_is_extended_with_a_reason(call, secretariat, time_machine):
    time_machine.move_to(REPLIED)
    address = f"/calls/{call.slug}/extend/"
    data = {"version": 1, "due_on_day": 29, "due_on_month": 3, "due_on_year": 2011, "reason": "Elections"}
    assert secretariat.post(address, data).status_code == 302
    assert Call.objects.get().due_on == date(2011, 3, 29)
    assert "Extended from 15 March 2011 to 29 March 2011: Elections" in read(secretariat.get(f"/calls/{call.slug}/"))


def test_who_moves_the_date_second_sees_what_the_first_one_set(call, secretariat, time_machine):
    time_machine.move_to(REPLIED)
    address = f"/calls/{call.slug}/extend/"
    data = {"version": 1, "due_on_day": 29, "due_on_month": 3, "due_on_year": 2011, "reason": "Elections"}
    secretariat.post(address, data)
    page = secretariat.post(address, {**data, "due_on_day": 30, "reason": "Easter"})
    assert page.status_code == 409
    assert "Somebody else moved the date" in read(page)
    assert "Easter" in read(page)
    assert hidden(page, "version") == "2"
    assert CallExtension.objects.count() == 1
    secretariat.post(address, {**data, "choice": "theirs"})
    assert Call.objects.get().due_on == date(2011, 3, 29)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [({"reason": ""}, "Enter why"), ({"due_on_day": "15"}, "must be after"), ({"version": ""}, "not sent complete")],
)
def test_a_date_that_cannot_be_set_is_said(call, secretariat, time_machine, changes, fault):
    time_machine.move_to(REPLIED)
    data = {"version": 1, "due_on_day": 29, "due_on_month": 3, "due_on_year": 2011, "reason": "Elections", **changes}
    page = secretariat.post(f"/calls/{call.slug}/extend/", data)
    assert page.status_code == 422
    assert fault in read(page)
    assert Call.objects.get().due_on == DUE_ON
