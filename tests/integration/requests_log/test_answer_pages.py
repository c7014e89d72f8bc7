"""The pages on which a place answers a call: three, without a word lost."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from areas.models import Authority
from cbtracker.places.home import home_for
from requests_log.models import LoggedRequest, Return, ReturnRevision
from requests_log.services import mark_addressed
from tests.integration.requests_log.calling import (
    DUE_ON,
    LATE,
    REPLIED,
    add_group,
    issued,
    officer_of,
    place,
)
from tests.integration.requests_log.pages import hidden, in_box, read, signed_in
from tests.integration.requests_log.world import accepted

ISSUE = "Line up European money with the budget"


@pytest.fixture
def call(world, time_machine):
    """A call to Swindon, Barnet and West London, on the day before it is answered."""
    time_machine.move_to(REPLIED)
    add_group()
    return issued(world)


def address(call, slug="swindon"):
    """The page of a place's answer."""
    return reverse("requests:answer", args=[call.slug, place(call, slug).pk])


def filled(**said):
    """The form."""
    return {"version": 0, "key": str(uuid.uuid4()), "count": 1, **said}


def send(client, call, slug="swindon", step="send", **said):
    """Send the form from the page that it was checked on."""
    return client.post(address(call, slug), {**filled(**said), "step": step})


def test_nothing_to_add_takes_three_pages(call, officer):
    asked = officer.get(address(call))
    data = filled(kind="nil", key=hidden(asked, "key"), version=hidden(asked, "version"))
    checked = officer.post(address(call), {**data, "step": "check"})
    assert "Check the answer of Swindon" in read(checked)
    assert not Return.objects.exists()
    done = officer.post(address(call), {**data, "step": "send"}, follow=True)
    assert done.redirect_chain == [(f"/calls/{call.slug}/", 302)]
    assert "The answer of Swindon is sent" in read(done)
    assert Return.objects.get().kind == "nil"


def test_several_additions_are_sent_at_once(call, officer):
    data = filled(
        **{
            "kind": "additions",
            "count": 2,
            "addition0-issue": ISSUE,
            "addition1-issue": "Another",
            "addition1-detail": "Why",
        }
    )
    checked = read(officer.post(address(call), {**data, "step": "check"}))
    assert ISSUE in checked
    assert "Another" in checked
    officer.post(address(call), {**data, "step": "send"})
    assert list(LoggedRequest.objects.values_list("issue", "detail", "status")) == [
        (ISSUE, "", "raised"),
        ("Another", "Why", "raised"),
    ]
    text = read(officer.get(f"/calls/{call.slug}/"))
    assert f"CB-0001: {ISSUE}" in text or f"CB-0001</a>: {ISSUE}" in text


def test_room_for_another_request_keeps_every_word(call, officer):
    page = send(officer, call, step="another", **{"kind": "additions", "addition0-issue": ISSUE, "text": "And this"})
    assert page.status_code == 200
    assert in_box(page, "addition0-issue") == ISSUE
    assert in_box(page, "addition1-issue") == ""
    assert in_box(page, "text") == "And this"
    assert hidden(page, "count") == "2"


def test_a_freedom_that_may_already_solve_it_is_shown_and_the_request_can_be_left_out(call, world, officer):
    entry = accepted(world, issue="European money for families", area=world.barnet)
    mark_addressed(
        entry,
        by=world.person("secretariat"),
        expected_version=entry.shared_version,
        outcome="agreed",
        text="Agreed",
        freedom="Any area may line up European money with its budget.",
    )
    said = {"kind": "additions", "addition0-issue": ISSUE, "count": 2, "addition1-issue": "Quite another thing"}
    assert "Any area may line up European money" in read(send(officer, call, step="check", **said))
    send(officer, call, left_out="0", **said)
    assert list(Return.objects.get().entries.values_list("issue", flat=True)) == ["Quite another thing"]


def test_leaving_every_request_out_is_no_answer_yet(call, officer):
    page = send(officer, call, **{"kind": "additions", "addition0-issue": ISSUE, "left_out": "0"})
    assert page.status_code == 422
    assert "You left out every request" in read(page)
    assert not Return.objects.exists()


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({}, "Choose your answer"),
        ({"kind": "bid"}, "Select what is your answer"),
        ({"kind": "comment"}, "Enter your comment"),
        ({"kind": "comment", "text": "x" * 20_001}, "must be 20000 characters or fewer"),
        ({"kind": "comment", "text": "<b>bold</b>"}, "must not contain HTML"),
        ({"kind": "comment", "text": "x\x07"}, "must not contain control characters"),
        ({"kind": "additions"}, "Enter what you need Whitehall to do"),
        ({"kind": "additions", "addition0-detail": "Why"}, "Enter what you need Whitehall to do"),
        ({"kind": "additions", "addition0-issue": "x" * 5001}, "must be 5000 characters or fewer"),
        ({"kind": "additions", "existing": "CB-9999"}, "There is no request “CB-9999”"),
        ({"kind": "nil", "text": "But there is this"}, "You wrote more than “Nothing to add”"),
        ({"kind": "nil", "addition0-issue": ISSUE}, "You wrote more than “Nothing to add”"),
        ({"kind": "comment", "text": "x", "addition0-issue": ISSUE}, "You wrote requests to add"),
        ({"kind": "nil", "version": ""}, "The form was not sent complete"),
        ({"kind": "nil", "key": ""}, "The form was not sent complete"),
    ],
)
def test_a_wrong_answer_says_what_to_do_and_nothing_is_kept(call, officer, said, fault):
    for step in ("check", "send"):
        page = send(officer, call, step=step, **said)
        assert page.status_code == 422
        assert fault in read(page)
    assert not Return.objects.exists()


def test_a_comment_of_20_000_characters_is_taken_whole(call, officer):
    send(officer, call, kind="comment", text="x" * 20_000)
    assert len(Return.objects.get().text) == 20_000


def test_the_second_officer_sees_both_answers_and_loses_no_word(call):
    first, second = (signed_in(officer_of(name)) for name in ("westminster", "wandsworth"))
    send(first, call, "west-london", kind="comment", text="From Westminster")
    page = send(second, call, "west-london", kind="additions", **{"addition0-issue": ISSUE})
    text = read(page)
    assert page.status_code == 409
    assert "Westminster Officer saved a change" in text
    assert "From Westminster" in text
    assert in_box(page, "addition0-issue") == ISSUE
    assert hidden(page, "version") == "1"
    assert not LoggedRequest.objects.exists()


def test_after_a_conflict_the_words_can_be_saved_combined_or_dropped(call):
    first, second = (signed_in(officer_of(name)) for name in ("westminster", "wandsworth"))
    send(first, call, "west-london", kind="comment", text="From Westminster")
    said = filled(kind="comment", text="From Wandsworth", version=1)
    combined = second.post(address(call, "west-london"), {**said, "choice": "combine"})
    assert in_box(combined, "text") == "From Westminster\n\nFrom Wandsworth"
    second.post(address(call, "west-london"), {**said, "choice": "theirs"})
    assert Return.objects.get().text == "From Westminster"
    second.post(address(call, "west-london"), {**said, "step": "send"})
    assert Return.objects.get().text == "From Wandsworth"
    assert ReturnRevision.objects.count() == 2


def test_the_same_answer_sent_twice_is_one(call, officer):
    data = {**filled(kind="additions", **{"addition0-issue": ISSUE}), "step": "send"}
    for _ in range(2):
        assert officer.post(address(call), data)["Location"] == f"/calls/{call.slug}/"
    assert (LoggedRequest.objects.count(), ReturnRevision.objects.count()) == (1, 1)


def test_an_answer_is_corrected_from_what_it_said(call, officer):
    send(officer, call, kind="comment", text="Money is short")
    page = officer.get(address(call))
    assert "Correct the answer of Swindon" in read(page)
    assert in_box(page, "text") == "Money is short"
    send(officer, call, kind="comment", text="Money is very short", version=hidden(page, "version"))
    assert "corrected 9 March 2011" in read(officer.get(f"/calls/{call.slug}/"))


def test_a_late_answer_is_taken_and_said_to_be_late(call, world, time_machine):
    time_machine.move_to(LATE)
    officer = signed_in(world.person("officer"))
    assert "The date has passed" in read(officer.get(address(call)))
    send(officer, call, kind="nil")
    assert "<strong>late</strong>" in read(officer.get(f"/calls/{call.slug}/"))


def test_the_secretariat_enters_a_letter_for_a_place_and_the_member_that_wrote(call, world, time_machine):
    time_machine.move_to(LATE)
    secretariat = signed_in(world.person("secretariat"))
    member = Authority.objects.get(slug="westminster")
    entry = accepted(world, issue="European money")
    send(
        secretariat,
        call,
        "west-london",
        kind="additions",
        authority=member.pk,
        existing=entry.reference,
        received_on_day=DUE_ON.day,
        received_on_month=DUE_ON.month,
        received_on_year=DUE_ON.year,
    )
    made = Return.objects.get()
    assert (made.authority, list(made.entries.all())) == (member, [entry])
    text = read(secretariat.get(f"/calls/{call.slug}/"))
    assert "Additions came from West London (Westminster)." in text
    assert "after 15 March" not in text


def test_an_officer_is_not_asked_when_a_letter_arrived(call, officer, secretariat):
    assert "When did the answer arrive?" not in read(officer.get(address(call)))
    assert "When did the answer arrive?" in read(secretariat.get(address(call)))


@pytest.mark.parametrize("addressee", ["0", "9" * 30, "x"])
@pytest.mark.parametrize("slug", ["barriers-that-are-missing", "no-such-call", "x" * 500])
def test_an_address_that_is_made_up_is_not_there(call, officer, slug, addressee):
    assert officer.get(f"/calls/{slug}/answer/{addressee}/").status_code == 404
    assert officer.post(f"/calls/{slug}/answer/{addressee}/", filled(kind="nil")).status_code == 404


@pytest.mark.parametrize(
    "said",
    [
        {"authority": 10**30},
        {"authority": "x"},
        {"authority": "1\x00"},
        {"count": "x"},
        {"count": 10**9},
        {"existing": "CB-" + "9" * 200},
        {"existing": "1" * 20},
        {"left_out": "x"},
        {"left_out": "9" * 5000},
        {"key": "\x00"},
        {"version": 10**30},
    ],
)
def test_a_form_that_was_tampered_with_is_answered_without_a_fault(call, said):
    client = signed_in(officer_of("westminster"))
    page = send(client, call, "west-london", **{"kind": "comment", "text": "A comment", **said})
    assert page.status_code in {302, 422, 409}


def test_a_page_of_another_place_is_not_there(call, officer, champion):
    for slug in ("barnet", "west-london"):
        assert officer.get(address(call, slug)).status_code == 404
        assert send(officer, call, slug, kind="nil").status_code == 404
    assert champion.get(address(call)).status_code == 404


def test_the_home_page_says_what_an_officer_is_asked_until_it_is_answered(call, world, officer):
    assert "Barriers that are missing" in read(officer.get("/"))
    assert [one.title for one in home_for(world.person("officer"), now=REPLIED).asked] == [call.title]
    send(officer, call, kind="nil")
    assert home_for(world.person("officer"), now=REPLIED).asked == []
