"""Input made to break the pages of papers, bodies, changes and calls gets a clear answer.

What is wrong is tried in each field by itself. Where a form is sent in several ways, `./run test` deals the values out
to the ways: each is tried in each field in two of them (of a body and its meetings in one). `./run faults` says
EVERY_CASE, and tries each in all.
"""

from __future__ import annotations

import os
import uuid
from itertools import product
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cbtracker.accounts.permissions import Role
from cbtracker.papers.drafts import Section
from cbtracker.papers.models import Body, Paper
from tests.factories.papers import MeetingFactory
from tests.integration.papers.paper_world import drafted, group, quickly_issued
from tests.integration.requests_log import calling
from tests.integration.requests_log.pages import signed_in

# No number of a row: too large for a database, too long for Python, digits that are none to int(), and NUL.
NOT_NUMBERS = ["9" * 30, "9" * 5000, "²", "٣", "-1", "1.5", "\x00", "x\x00"]
ANSWERS = {200, 302, 404, 409, 422}
CHOICES = ["", "combine"]
ROUTES = ["draft", "live_preview"]
STEPS = ["", "another", "send"]


@pytest.fixture
def secretary(world) -> Client:
    """The secretariat's browser; a fault of the server is an answer, not an exception."""
    client = signed_in(world.person(Role.SECRETARIAT))
    client.raise_request_exception = False
    return client


def answers(client: Client, address: str, data: dict[str, Any], tried: list[tuple[str, str]]) -> dict[Any, int]:
    """What is answered to each field and value of `tried`, where it is not one of ANSWERS."""
    asked = {(field, value): client.post(address, {**data, field: value}) for field, value in tried}
    return {key: answer.status_code for key, answer in asked.items() if answer.status_code not in ANSWERS}


def tries(fields: list[str], turn: int = 0, turns: int = 1) -> list[tuple[str, str]]:
    """Each of NOT_NUMBERS in each of `fields`; of `turns` ways to send the form, those that fall to this `turn`."""
    every = list(product(fields, NOT_NUMBERS))
    if os.environ.get("EVERY_CASE"):
        return every
    return [one for number, one in enumerate(every) if (number + turn) % turns == 0]


def test_each_value_is_tried_in_each_field_in_two_of_the_ways_that_a_form_is_sent(monkeypatch):
    monkeypatch.delenv("EVERY_CASE", raising=False)
    every = tries(["a", "b"])
    for ways, turns in ((product(range(2), range(2)), 2), (product(range(3), range(2)), 3)):
        tried = [(one, way) for way in ways for one in tries(["a", "b"], sum(way), turns)]
        for one in every:
            ways_of_one = [way for other, way in tried if other == one]
            assert len(ways_of_one) == 2
            assert {choice for _, choice in ways_of_one} == {0, 1}
            assert len({step for step, _ in ways_of_one}) == 2
    monkeypatch.setenv("EVERY_CASE", "1")
    assert tries(["a", "b"], 1, 3) == every


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("route", ROUTES)
def test_a_draft_takes_no_harm(secretary, world, route, choice):
    draft = drafted(world, sections=(Section("summary", ("body",), "Said"), Section("annex_a")))
    said = {"title": draft.title, "marking": draft.marking, "sections": ["summary", "annex_a"]}
    section = {"summary-here": "1", "summary-text": "Typed", "summary-audiences": ["body"]}
    data = {"version": 1, "action": "save", "choice": choice, **said, **section}
    fields = ["meeting", "compared_with", "version", "sections", "add_section", "preview_for"]
    tried = tries(fields, ROUTES.index(route) + CHOICES.index(choice), len(ROUTES))
    assert answers(secretary, reverse(f"papers:{route}", kwargs={"pk": draft.pk}), data, tried) == {}


def test_what_is_asked_in_an_address_takes_no_harm(secretary, world):
    quickly_issued(world)
    asked = {
        (route, field, value): secretary.get(reverse(f"papers:{route}"), {field: value}).status_code
        for route, field in (
            ("changes", "paper"),
            ("changes", "page"),
            ("list", "body"),
            ("list", "after"),
            ("new", "body"),
        )
        for value in NOT_NUMBERS
    }
    assert {key: status for key, status in asked.items() if status not in ANSWERS} == {}


def test_a_paper_is_begun_for_no_body_and_no_meeting_that_there_is_not(secretary, world):
    group()
    for value in NOT_NUMBERS:
        for body in (value, "cb-group"):
            answer = secretary.post(reverse("papers:new", query={"body": body}), {"title": "x", "meeting": value})
            assert answer.status_code == (422 if body == "cb-group" else 302), value
    assert not Paper.objects.exists()


@pytest.mark.parametrize("choice", CHOICES)
def test_a_body_its_members_and_its_meetings_take_no_harm(secretary, world, choice):
    meeting = MeetingFactory(body=group())
    change = reverse("papers:change_meeting", kwargs={"slug": "cb-group", "pk": meeting.pk})
    data = {"version": 1, "choice": choice, "body": meeting.body_id}
    body = reverse("papers:change_body", args=["cb-group"])
    member = reverse("papers:add_member", args=["cb-group"])
    for address, fields in (
        (change, ["body", "version", "day", "starts"]),
        (body, ["version", "sight", "draft_days"]),
        (member, ["user", "part"]),
    ):
        assert answers(secretary, address, data, tries(fields, CHOICES.index(choice), len(CHOICES))) == {}
    assert Body.objects.get().version == 1


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("step", STEPS)
def test_an_answer_to_a_call_takes_no_harm(secretary, world, choice, step):
    calling.add_group()
    call = calling.issued(world)
    address = reverse("requests:answer", args=[call.slug, calling.place(call, "west-london").pk])
    data = {"kind": "comment", "text": "Said", "version": "0", "key": str(uuid.uuid4()), "step": step, "choice": choice}
    fields = ["kind", "authority", "existing", "count", "left_out", "version", "key", "received_on_year"]
    tried = tries(fields, STEPS.index(step) + CHOICES.index(choice), len(STEPS))
    assert answers(secretary, address, data, tried) == {}


def test_a_call_takes_no_harm(secretary, world):
    data = {"title": "T", "question": "Q", "asked_of": "areas", "key": str(uuid.uuid4()), "step": "issue"}
    fields = ["areas", "authorities", "asked_of", "due_on_year", "key", "attachments"]
    assert answers(secretary, reverse("requests:call_new"), data, tries(fields)) == {}


@pytest.mark.parametrize("number", [2**63, 10**30])
def test_a_number_that_no_database_holds_is_not_found_in_an_address(secretary, world, number):
    group()
    call = calling.issued(world)
    pages = ("", "edit/", "issue/", "discard/", "reissue/", "preview/body/", "preview/body/pdf/", "body/", "body/pdf/")
    addresses = [
        *(f"/papers/{number}/{page}" for page in pages),
        f"/bodies/cb-group/members/{number}/end/",
        f"/bodies/cb-group/meetings/{number}/change/",
        f"/bodies/cb-group/meetings/{number}/cancel/",
        f"/calls/{call.slug}/answer/{number}/",
    ]
    for address in addresses:
        assert secretary.get(address).status_code == 404, address
        assert secretary.post(address, {"version": "1"}).status_code in {404, 405, 409}, address


def test_the_form_of_one_place_is_not_sent_for_another(world):
    officer = signed_in(world.person(Role.OFFICER))
    data = {"kind": "nil", "version": "0", "key": str(uuid.uuid4()), "step": "send"}
    calls = [calling.issued(world), calling.issued(world, title="Another")]
    addresses = [reverse("requests:answer", args=[one.slug, calling.place(one, "swindon").pk]) for one in calls]
    assert [officer.post(address, data).status_code for address in addresses] == [302, 422]
    assert "This form was sent for another place" in officer.post(addresses[1], data).content.decode()
