"""A form that adds something is taken once, however often it is sent; other words are another form."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from areas.models import Resource
from cbtracker.web.models import SentForm
from requests_log.models import Position, Workshop, Workstream, WorkstreamStatus
from tests.factories.web import SentFormFactory
from tests.integration.requests_log.pages import address, hidden, read, signed_in
from tests.integration.requests_log.world import accepted

RESOURCE = {"year": "2011", "contributor": "Jobcentre Plus", "other_stream": "Time", "manner": "in_kind"}
WORKSHOP = {"title": "One", "held_on_day": "5", "held_on_month": "4", "held_on_year": "2011"}
WORKSTREAMS = "/requests/workstreams/"


@pytest.fixture
def secretariat(world) -> Client:
    return signed_in(world.person("secretariat"))


@pytest.fixture
def replies(world, officer):
    """An officer's page for a reply, and where to send it."""
    return officer, address("reply", accepted(world))


def form_of(client: Client, page: str, said: dict[str, str]) -> dict[str, str]:
    return {**said, "once": hidden(client.get(page), "once")}


def test_a_reply_sent_twice_is_kept_once_and_shows_the_same_result(replies):
    client, page = replies
    form = form_of(client, page, {"text": "Thank you"})
    first, second = (client.post(page, form, follow=True) for _ in range(2))
    assert Position.objects.filter(kind=Position.Kind.REPLY).count() == 1
    assert first.redirect_chain == second.redirect_chain
    assert "Reply saved" in read(second)


def test_other_words_sent_from_the_same_page_are_another_reply(replies):
    client, page = replies
    form = form_of(client, page, {"text": "Thank you"})
    for text in ("Thank you", "Thank you, and one more thing"):
        client.post(page, {**form, "text": text})
    assert Position.objects.filter(kind=Position.Kind.REPLY).count() == 2


def test_the_same_words_are_a_second_reply_where_the_page_was_opened_again(replies):
    client, page = replies
    for _ in range(2):
        client.post(page, form_of(client, page, {"text": "Still waiting"}))
    assert Position.objects.filter(kind=Position.Kind.REPLY).count() == 2


def test_without_a_key_every_form_is_taken(replies):
    """The negative control."""
    client, page = replies
    for _ in range(2):
        client.post(page, {"text": "Thank you"})
    assert Position.objects.filter(kind=Position.Kind.REPLY).count() == 2


def test_a_form_that_was_refused_can_be_sent_again(world, secretariat):
    form = form_of(secretariat, f"{WORKSTREAMS}add/", {"name": "Housing"})
    Workstream.objects.create(slug="housing", name="Housing", order=1)
    assert secretariat.post(f"{WORKSTREAMS}add/", form).status_code == 422
    Workstream.objects.all().delete()
    assert secretariat.post(f"{WORKSTREAMS}add/", form).status_code == 302
    assert SentForm.objects.count() == 1


def test_a_workstream_its_status_and_its_workshop_sent_twice_are_there_once(world, secretariat):
    pages = {f"{WORKSTREAMS}add/": {"name": "Housing  first"}}
    pages |= {f"{WORKSTREAMS}housing-first/statuses/": {"text": "Begun"}}
    pages |= {f"{WORKSTREAMS}housing-first/workshops/": WORKSHOP}
    for page, said in pages.items():
        form = form_of(secretariat, page, said)
        first, second = (secretariat.post(page, form) for _ in range(2))
        assert first["Location"] == second["Location"], page
    assert [model.objects.count() for model in (Workstream, WorkstreamStatus, Workshop)] == [1, 1, 1]


def test_a_resource_sent_twice_is_there_once(world, secretariat):
    page = f"/areas/{world.swindon.slug}/resources/add/"
    form = form_of(secretariat, page, RESOURCE)
    first, second = (secretariat.post(page, form) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Resource.objects.count() == 1


def test_a_key_is_one_person_s(world, officer, secretariat):
    page = f"/areas/{world.swindon.slug}/resources/add/"
    form = form_of(officer, page, RESOURCE)
    for client in (officer, secretariat):
        assert client.post(page, form).status_code == 302
    assert Resource.objects.count() == 2


def test_what_was_taken_is_forgotten_after_a_day(replies):
    SentFormFactory(sent_at=timezone.now() - timedelta(days=2))
    client, page = replies
    client.post(page, form_of(client, page, {"text": "Thank you"}))
    assert SentForm.objects.count() == 1


def test_each_page_has_a_key_of_its_own_and_a_form_with_a_version_needs_none(world, secretariat):
    entry = accepted(world)
    keys = {hidden(secretariat.get(f"{WORKSTREAMS}add/"), "once") for _ in range(2)}
    assert len(keys) == 2
    assert not re.search('name="once"', secretariat.get(address("triage", entry)).content.decode())
