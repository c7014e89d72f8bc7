"""Two people change one request at the same time: the second sees both texts, and no word is lost."""

from __future__ import annotations

from requests_log.services import mark_addressed, triage
from requests_log.services.naming import DepartmentsNamed
from tests.integration.requests_log.pages import SAID, address, everything, hidden, in_box, read, words
from tests.integration.requests_log.world import again, state


def test_the_loser_sees_both_texts_and_what_differs_and_keeps_every_field(world, champion, entry):
    state(world, entry, "The letter is being drafted")
    page = champion.get(address("position", entry))
    state(world, entry, "The letter was sent on Monday")
    before = everything()
    mine = {
        **SAID,
        "text": "The letter will be sent on Friday",
        "next_step_owner": "Ann Example",
        "next_step_on_day": "1",
        "next_step_on_month": "4",
        "next_step_on_year": "2011",
        "document0-title": "The draft",
        "version": hidden(page, "version"),
    }
    response = champion.post(address("position", entry), mine)
    assert response.status_code == 409
    assert everything() == before
    assert in_box(response, "text") == mine["text"]
    shown = response.content.decode()
    for kept in ("Ann Example", "The draft", "Send it", "A Secretariat"):
        assert kept in shown
    assert "[added: </span>" in shown
    assert "[removed: </span>" in shown
    assert "The letter was sent on Monday" in words(response)


def test_the_loser_keeps_the_own_text_by_saving_again(world, champion, entry):
    page = champion.get(address("position", entry))
    state(world, entry, "Theirs")
    mine = {**SAID, "text": "Mine", "version": hidden(page, "version")}
    lost = champion.post(address("position", entry), mine)
    assert champion.post(address("position", entry), {**mine, "version": hidden(lost, "version")}).status_code == 302
    assert again(entry).position_text == "Mine"
    assert [row.data["position"]["text"] for row in again(entry).revisions.order_by("version")[2:]] == [
        "Theirs",
        "Mine",
    ]


def test_the_loser_keeps_theirs(world, champion, entry):
    page = champion.get(address("position", entry))
    state(world, entry, "Theirs")
    before = everything()
    mine = {**SAID, "text": "Mine", "version": hidden(page, "version"), "choice": "theirs"}
    assert champion.post(address("position", entry), mine).status_code == 302
    assert everything() == before


def test_the_loser_puts_both_texts_into_one(world, champion, entry):
    page = champion.get(address("position", entry))
    state(world, entry, "Theirs")
    before = everything()
    mine = {**SAID, "text": "Mine", "version": hidden(page, "version")}
    lost = champion.post(address("position", entry), mine)
    both = champion.post(address("position", entry), {**mine, "version": hidden(lost, "version"), "choice": "combine"})
    assert (both.status_code, in_box(both, "text")) == (409, "Theirs\n\nMine")
    assert everything() == before
    saved = {**mine, "text": in_box(both, "text"), "version": hidden(both, "version")}
    assert champion.post(address("position", entry), saved).status_code == 302
    assert again(entry).position_text == "Theirs\n\nMine"


def test_losing_again_and_again_loses_no_word(world, champion, entry):
    version = hidden(champion.get(address("position", entry)), "version")
    for number in range(4):
        state(world, entry, f"Theirs {number}")
        response = champion.post(address("position", entry), {**SAID, "text": "Mine", "version": version})
        assert (response.status_code, in_box(response, "text")) == (409, "Mine")
        assert f"Theirs {number}" in words(response)
        version = hidden(response, "version")
    assert champion.post(address("position", entry), {**SAID, "text": "Mine", "version": version}).status_code == 302


def test_an_unrelated_write_costs_no_conflict(world, champion, entry):
    page = champion.get(address("position", entry))
    current = again(entry)
    triage(
        current,
        by=world.person("secretariat"),
        expected_version=current.shared_version,
        contact="Ann Example",
    )
    sent = {**SAID, "version": hidden(page, "version")}
    assert champion.post(address("position", entry), sent).status_code == 302
    assert again(entry).contact == "Ann Example"


def test_words_on_a_request_that_was_addressed_meanwhile_can_be_copied(world, champion, entry):
    page = champion.get(address("position", entry))
    current = again(entry)
    mark_addressed(
        current, by=world.person("secretariat"), expected_version=current.shared_version, outcome="agreed", text="Done"
    )
    before = everything()
    mine = {**SAID, "text": "My long words", "version": hidden(page, "version")}
    response = champion.post(address("position", entry), mine)
    assert response.status_code == 409
    assert "is addressed, so this can no longer be saved" in read(response)
    assert "My long words" in read(response)
    assert "Send it" in read(response)
    assert everything() == before


def test_words_of_a_department_that_was_taken_off_meanwhile_can_be_copied(world, champion, shared):
    page = champion.get(address("position", shared))
    current = again(shared)
    triage(
        current,
        by=world.person("secretariat"),
        expected_version=current.shared_version,
        departments=DepartmentsNamed("named", (world.moj,)),
    )
    before = everything()
    mine = {**SAID, "text": "My long words", "for": "DfE", "version": hidden(page, "version")}
    response = champion.post(address("position", shared), mine)
    assert response.status_code == 409
    assert "My long words" in read(response)
    assert "is no longer a request of Department DfE" in read(response)
    assert everything() == before
