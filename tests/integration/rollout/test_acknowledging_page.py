"""The secretariat acknowledges a nomination, with a conversation and a locality lead where one is missing."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from areas.models import LocalityLead
from cbtracker.accounts.permissions import Role
from cbtracker.outbox.models import OutboxMessage
from rollout.models import Conversation, ConversationNote, Nomination
from rollout.services.nominations import acknowledge, withdraw
from tests.factories.duties import LocalityLeadFactory
from tests.factories.people import person
from tests.factories.places import AuthorityFactory
from tests.integration.accounts.browsing import text_of
from tests.integration.rollout.nominating import NOW, a_place, answered, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return a_place()


@pytest.fixture
def nomination(place):
    kent, officer = place
    return submitted(officer, kent)


@pytest.fixture
def secretary(client):
    user = person(Role.SECRETARIAT)
    client.force_login(user)
    return user


def page_of(nomination) -> str:
    return reverse("rollout:acknowledge_nomination", args=[nomination.pk])


def again(nomination) -> Nomination:
    return Nomination.objects.get(pk=nomination.pk)


def test_the_button_alone_acknowledges(client, secretary, nomination):
    page = text_of(client.post(page_of(nomination), {}, follow=True))
    assert "Acknowledged. An email is on its way" in page
    kept = again(nomination)
    assert (kept.state, kept.acknowledged_by) == (Nomination.State.ACKNOWLEDGED, secretary)
    assert not Conversation.objects.exists()
    assert OutboxMessage.objects.filter(kind="nomination_acknowledged").count() == 2


def test_a_message_a_conversation_and_a_lead_are_done_together(client, secretary, place, nomination):
    kent, officer = place
    lead = person(Role.LOCALITY_LEAD)
    assert "Locality lead for Kent" in text_of(client.get(page_of(nomination)))
    said = {"message": "Welcome", "converse": "on", f"lead-{kent.slug}": lead.pk}
    client.post(page_of(nomination), said)
    assert again(nomination).acknowledgement == "Welcome"
    assert LocalityLead.objects.get(authority=kent).user == lead
    talk = Conversation.objects.visible_to(officer).get()
    assert (talk.authority, talk.subject) == (kent, f"Nomination {nomination.reference}")
    assert ConversationNote.objects.visible_to(officer).get().text == "Welcome"


def test_a_conversation_without_a_message_begins_with_a_note_that_the_place_reads(client, secretary, place, nomination):
    client.post(page_of(nomination), {"converse": "on"})
    note = ConversationNote.objects.visible_to(place[1]).get()
    assert note.text == f"The secretariat acknowledged nomination {nomination.reference}."


def test_each_authority_of_a_joint_nomination_gets_its_conversation_and_the_lead_that_it_lacks(client, secretary):
    kent, officer = a_place()
    medway = AuthorityFactory(short_name="Medway")
    held = LocalityLeadFactory(authority=medway)
    nomination = submitted(officer, kent, medway, name="Kent and Medway")
    page = text_of(client.get(page_of(nomination)))
    assert f"{held.user} leads for Medway." in page
    assert "Locality lead for Medway" not in page
    client.post(page_of(nomination), {"converse": "on"})
    assert {one.authority for one in Conversation.objects.all()} == {kent, medway}


def test_acknowledged_twice_is_acknowledged_once(client, secretary, nomination):
    for _ in range(2):
        page = text_of(client.post(page_of(nomination), {"converse": "on"}, follow=True))
    assert "has been acknowledged already" in page
    assert Conversation.objects.count() == 1
    assert "has been acknowledged already" in text_of(client.get(page_of(nomination), follow=True))


def test_what_was_withdrawn_meanwhile_is_told_and_nothing_done(client, secretary, place, nomination):
    withdraw(nomination, reason="", by=place[1], expected_version=nomination.version, now=timezone.now())
    assert "was withdrawn" in text_of(client.post(page_of(nomination), {"converse": "on"}, follow=True))
    assert again(nomination).acknowledged_at is None
    assert not Conversation.objects.exists()


def test_a_draft_does_not_wait_for_it(client, secretary, place):
    draft = answered(place[1], place[0])
    assert "has not been submitted yet" in text_of(client.get(page_of(draft), follow=True))
    assert "has not been submitted yet" in text_of(client.post(page_of(draft), {}, follow=True))


def test_a_message_that_is_too_long_is_kept_on_the_page_and_nothing_done(client, secretary, nomination):
    page = text_of(client.post(page_of(nomination), {"message": "x" * 4001, "converse": "on"}), 422)
    assert "Message must be 4000 characters or fewer" in page
    assert "x" * 4001 in page
    assert again(nomination).acknowledged_at is None


def test_a_lead_whom_somebody_assigned_meanwhile_is_not_replaced(place, nomination):
    kent, _ = place
    held = LocalityLeadFactory(authority=kent)
    leads = {kent: person(Role.LOCALITY_LEAD)}
    with pytest.raises(ValidationError, match=f"{held.user} is locality lead for Kent already"):
        acknowledge(nomination, message="", by=person(Role.SECRETARIAT), now=timezone.now(), leads=leads)
    assert again(nomination).acknowledged_at is None
    assert not OutboxMessage.objects.filter(kind="nomination_acknowledged").exists()


def test_a_lead_is_assigned_to_authorities_of_the_nomination_only(nomination):
    leads = {AuthorityFactory(short_name="Luton"): person(Role.LOCALITY_LEAD)}
    with pytest.raises(ValidationError, match="Luton takes no part"):
        acknowledge(nomination, message="", by=person(Role.SECRETARIAT), now=NOW, leads=leads)
    assert again(nomination).acknowledged_at is None


def test_others_do_not_find_the_page(client, nomination):
    for role in (Role.CHAMPION, Role.LOCALITY_LEAD, Role.OFFICER, Role.PARTNER, Role.ADMINISTRATOR):
        client.force_login(person(role))
        assert client.get(page_of(nomination)).status_code == 404
        assert client.post(page_of(nomination), {}).status_code == 404
    assert again(nomination).acknowledged_at is None
