"""Conversations by API: each reader knows of the notes that are for them, and of no others."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from areas.models import AuthorityMembership, LocalityLead
from cbtracker.accounts.permissions import Role
from cbtracker.rest.shapes import utc
from rollout.models import Conversation, ConversationNote
from rollout.services import NoteTerms, open_conversation
from rollout.services.conversations import add_note
from tests.factories.people import person
from tests.factories.places import START, AuthorityFactory
from tests.integration.api.conftest import pointers

pytestmark = pytest.mark.django_db
NOTE = {"text": "They would like to begin in the autumn", "next_action": "Send the evidence", "on": "2011-09-01"}


@pytest.fixture
def kent(db: None) -> Any:
    authority, officer, lead = AuthorityFactory(short_name="Kent"), person(Role.OFFICER), person(Role.LOCALITY_LEAD)
    AuthorityMembership.objects.create(user=officer, authority=authority, from_on=START)
    LocalityLead.objects.create(user=lead, authority=authority, from_on=START)
    return SimpleNamespace(authority=authority, officer=officer, lead=lead)


def test_a_lead_opens_a_conversation_adds_notes_and_closes_it_and_the_officer_reads_what_is_shared(api, kent):
    lead, officer = api(kent.lead), api(kent.officer)
    body = {"authority": kent.authority.gss_code, "subject": "An early start", **NOTE, "audience": "whitehall"}
    opened = lead.post("conversations/", body, key="once")
    assert lead.post("conversations/", body, key="once").json() == opened.json()
    assert Conversation.objects.count() == 1
    address = f"conversations/{opened.json()['id']}/"
    assert (opened.status_code, opened["Location"]) == (201, f"http://testserver/api/v1/{address}")
    assert (officer.get(address).status_code, officer.get("conversations/").json()["count"]) == (404, 0)

    said = lead.post(f"{address}notes/", {"text": "They agreed", "next_action": "Set a day"})
    assert (said.status_code, len(said.json()["notes"]), said.json()["open_actions"]) == (201, 2, 2)
    shared = officer.get(address)
    assert ([one["text"] for one in shared.json()["notes"]], shared.json()["open_actions"]) == (["They agreed"], 1)
    assert shared.json()["since"] == utc(ConversationNote.objects.get(text="They agreed").recorded_at)
    assert officer.get("conversations/").json()["results"][0]["notes"] == 1
    hidden = ConversationNote.objects.get(audience="whitehall")
    assert officer.post(f"{address}notes/{hidden.pk}/done/").status_code == 404
    assert api(person("champion")).get(address).status_code == 200
    assert api(person("champion")).post(f"{address}notes/", {"text": "Me too"}).status_code == 404

    note = shared.json()["notes"][0]["id"]
    done = officer.post(f"{address}notes/{note}/done/")
    assert (done.status_code, done.json()["notes"][0]["done_by"]) == (200, str(kent.officer))
    assert officer.post(f"{address}notes/{note}/done/").status_code == 409
    assert officer.post(f"{address}notes/{note}/retraction/", {"reason": "Not mine"}).status_code == 404
    gone = lead.post(f"{address}notes/{note}/retraction/", {"reason": "Another place"})
    assert (gone.status_code, gone.json()["notes"][0]["retraction"]) == (200, "Another place")
    assert lead.post(f"{address}notes/{note}/retraction/", {"reason": "Twice"}).status_code == 409

    assert lead.post(f"{address}closure/").json()["closed_by"] == str(kent.lead)
    assert lead.post(f"{address}closure/").status_code == 409
    assert lead.post(f"{address}notes/", {"text": "Too late"}).status_code == 409
    assert lead.post(f"{address}reopening/").json()["closed_at"] is None
    assert lead.post(f"{address}reopening/").status_code == 409


def test_faults_of_a_conversation_are_named_and_nothing_is_kept(api, kent):
    lead, officer = api(kent.lead), api(kent.officer)
    other = AuthorityFactory()
    wrong: list[tuple[Any, dict[str, Any], set[str]]] = [
        (lead, {**NOTE, "authority": other.gss_code, "subject": "Mine?"}, {"#/authority"}),
        (lead, {**NOTE, "authority": kent.authority.gss_code}, {"#/subject"}),
        (lead, {**NOTE, "authority": kent.authority.gss_code, "subject": "x", "on": "2031-01-01"}, {"#/on"}),
        (
            lead,
            {"authority": kent.authority.gss_code, "subject": "x", "text": "y", "next_action_on": "2012-01-01"},
            {"#/next_action", "#/next_action_on"},
        ),
        (
            officer,
            {**NOTE, "authority": kent.authority.gss_code, "subject": "x", "audience": "whitehall"},
            {"#/audience"},
        ),
        (
            officer,
            {"authority": 7, "subject": ["x"], "text": {}, "next_action_owner": "x" * 151, "mood": 1},
            {"#/authority", "#/subject", "#/text", "#/next_action_owner", "#/mood"},
        ),
    ]
    for client, body, places in wrong:
        answer = client.post("conversations/", body)
        assert (answer.status_code, set(pointers(answer))) == (422, places), answer.content
    assert Conversation.objects.count() == 0


def test_lists_and_conversations_cost_as_many_statements_for_many_as_for_few(api, kent):
    by, client = person("secretariat"), api(kent.officer)
    talk = open_conversation(
        authority=kent.authority, subject="One", by=by, now=timezone.now(), first_note=NoteTerms(text="Hello")
    )
    few = _statements(client, talk)
    for number in range(3):
        terms = NoteTerms(text=f"Note {number}", next_action="Ring", next_action_owner="Jo")
        add_note(conversation=talk, terms=terms, by=kent.lead, now=timezone.now())
        open_conversation(
            authority=kent.authority, subject=f"{number}", by=kent.officer, now=timezone.now(), first_note=terms
        )
    assert _statements(client, talk) == few
    told = client.get("conversations/?sort=-authority&q=kent&state=action&places=own")
    assert told.json()["count"] == 4


def _statements(client: Any, talk: Conversation) -> list[int]:
    counts = []
    for path in ("conversations/", f"conversations/{talk.pk}/"):
        with CaptureQueriesContext(connection) as told:
            assert client.get(path).status_code == 200
        counts.append(len(told))
    return counts
