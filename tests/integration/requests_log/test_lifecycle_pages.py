"""How requests end, start again and hang together, and what an area says back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from requests_log.models import RequestLink, Status
from requests_log.services import mark_addressed, triage
from tests.integration.requests_log.pages import address, everything, hidden, in_box, read, signed_in
from tests.integration.requests_log.world import accepted, again, raised


def test_a_duplicate_is_named_by_its_reference_however_it_is_typed(world, secretariat):
    original, entry = accepted(world), raised(world)
    page = secretariat.get(address("duplicate", entry))
    sent = {"of": f"cb {original.number}", "version": hidden(page, "version")}
    assert secretariat.post(address("duplicate", entry), sent).status_code == 302
    assert again(entry).status == Status.DUPLICATE
    assert RequestLink.objects.get().to_entry == original


@pytest.mark.parametrize("typed", ["CB-9999", "", "the other one", "CB-1 or CB-2", "9" * 30, "<b>"])
def test_an_unknown_reference_is_named_and_changes_nothing(world, secretariat, typed):
    entry = raised(world)
    page = secretariat.get(address("duplicate", entry))
    before = everything()
    response = secretariat.post(address("duplicate", entry), {"of": typed, "version": hidden(page, "version")})
    assert response.status_code == 422
    assert "like CB-0012" in read(response) or "Enter the reference" in read(response)
    assert everything() == before


def test_a_request_is_no_duplicate_of_itself(world, secretariat):
    entry = raised(world)
    page = secretariat.get(address("duplicate", entry))
    sent = {"of": entry.reference, "version": hidden(page, "version")}
    response = secretariat.post(address("duplicate", entry), sent)
    assert response.status_code == 422
    assert "Choose another request" in read(response)


def test_related_requests_are_added_and_removed(world, secretariat):
    one, two = accepted(world), accepted(world)
    assert secretariat.post(address("links", one), {"to": two.reference}).status_code == 302
    assert two.reference in read(secretariat.get(address("links", one)))
    link = RequestLink.objects.get()
    remove = reverse("requests:unlink", kwargs={"reference": one.reference, "link": link.pk})
    assert secretariat.post(remove).status_code == secretariat.post(remove).status_code == 302
    assert not RequestLink.objects.exists()


def test_an_officer_withdraws_with_a_reason(world, officer):
    entry = accepted(world)
    page = officer.get(address("withdraw", entry))
    empty = officer.post(address("withdraw", entry), {"version": hidden(page, "version")})
    assert (empty.status_code, "Enter why the request is withdrawn" in read(empty)) == (422, True)
    sent = {"reason": "Solved locally", "version": hidden(page, "version")}
    assert officer.post(address("withdraw", entry), sent).status_code == 302
    assert again(entry).status == Status.WITHDRAWN
    late = officer.post(address("withdraw", entry), sent)
    assert (late.status_code, "Solved locally" in read(late)) == (409, True)


def addressed(world):
    entry = accepted(world)
    mark_addressed(
        entry, by=world.person("secretariat"), expected_version=entry.shared_version, outcome="agreed", text="Done"
    )
    return again(entry)


def test_a_champion_marks_a_request_as_addressed_and_declares_a_freedom(world):
    champion, entry = signed_in(world.person("champion")), accepted(world)
    page = champion.get(address("outcome", entry))
    sent = {
        "outcome": "agreed",
        "text": "DfE agrees",
        "freedom": "Any school may",
        "version": hidden(page, "version"),
    }
    assert champion.post(address("outcome", entry), sent).status_code == 302
    entry = again(entry)
    assert (entry.status, entry.outcome_text, entry.freedom.text) == (Status.ADDRESSED, "DfE agrees", "Any school may")
    page = champion.get(address("freedom", entry))
    assert in_box(page, "freedom") == "Any school may"
    sent = {"freedom": "Any school and college may", "version": hidden(page, "version")}
    assert champion.post(address("freedom", entry), sent).status_code == 302
    assert again(entry).freedom.text == "Any school and college may"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"outcome": ""}, "Choose how the request ended"),
        ({"outcome": "maybe"}, "from the list"),
        ({"text": ""}, "Enter the outcome"),
        ({"outcome": "declined", "freedom": "Any"}, "Only an outcome that lets areas do something declares a freedom"),
        ({"version": ""}, "was not sent complete"),
    ],
)
def test_a_bad_outcome_is_named_at_its_field_and_changes_nothing(world, wrong, said):
    champion, entry = signed_in(world.person("champion")), accepted(world)
    page = champion.get(address("outcome", entry))
    before = everything()
    sent = {"outcome": "agreed", "text": "DfE agrees", "version": hidden(page, "version"), **wrong}
    response = champion.post(address("outcome", entry), sent)
    assert response.status_code == 422
    assert said in read(response)
    assert everything() == before


def test_an_outcome_collides_with_another(world, secretariat):
    entry = accepted(world)
    page = secretariat.get(address("outcome", entry))
    triage(again(entry), by=world.person("secretariat"), expected_version=entry.shared_version, contact="New contact")
    mine = {"outcome": "agreed", "text": "My words", "version": hidden(page, "version")}
    lost = secretariat.post(address("outcome", entry), mine)
    assert (lost.status_code, in_box(lost, "text")) == (409, "My words")
    assert 'value="agreed" checked' in lost.content.decode()
    assert secretariat.post(address("outcome", entry), {**mine, "version": hidden(lost, "version")}).status_code == 302


def test_a_request_is_opened_again_with_a_reason(world, secretariat):
    entry = addressed(world)
    page = secretariat.get(address("reopen", entry))
    sent = {"reason": "It came back", "timescale": "after_april", "version": hidden(page, "version")}
    assert secretariat.post(address("reopen", entry), sent).status_code == 302
    assert (again(entry).status, again(entry).timescale) == (Status.REOPENED, "after_april")


def test_an_officer_replies_and_says_that_the_barrier_persists(world, officer):
    entry = addressed(world)
    assert officer.post(address("reply", entry), {"text": ""}).status_code == 422
    assert officer.post(address("reply", entry), {"text": "Thank you"}).status_code == 302
    assert officer.post(address("persists", entry), {"text": "Still refused"}).status_code == 302
    assert (again(entry).persists, again(entry).record["reply"]["text"]) == (True, "Thank you")


@pytest.mark.parametrize("route", ["position", "outcome", "next_step", "withdraw", "duplicate"])
def test_a_move_that_the_status_does_not_allow_changes_nothing_and_gives_the_words_back(world, secretariat, route):
    entry = addressed(world)
    before = everything()
    sent = {"text": "My words", "reason": "My words", "next_step": "My words", "audience": "areas", "version": "1"}
    response = secretariat.post(address(route, entry), sent)
    assert response.status_code == 409
    assert "is addressed, so this can no longer be saved" in read(response)
    assert "My words" in read(response)
    assert everything() == before


def test_watching_is_by_post_only(world, officer):
    entry = accepted(world)
    assert officer.get(address("watch", entry)).status_code == 405
    officer.post(address("watch", entry))
    officer.post(address("watch", entry))
    assert entry.watches.count() == 1
    officer.post(address("unwatch", entry))
    assert not entry.watches.exists()
