"""Who speaks for a request, who sees it, and how it ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from areas.access import NotPermitted
from cbtracker.outbox.models import OutboxMessage
from requests_log.models import Freedom, LoggedRequest, Position, Revision, Status
from requests_log.services import (
    Words,
    confirm_no_change,
    mark_addressed,
    reopen,
    reply,
    say_persists,
    state_next_step,
    state_position,
)
from tests.integration.requests_log.world import NOON, accepted, again, raised

LATER = NOON + timedelta(days=3)


def test_a_later_position_of_the_whole_replaces_the_parts_in_print(world):
    entry = accepted(world, world.dfe, world.moj)
    state_position(
        entry,
        by=world.person("champion"),
        department=world.dfe,
        expected_version=0,
        words=Words("DfE agrees"),
        now=NOON,
    )
    state_position(entry, by=world.person("secretariat"), expected_version=0, words=Words("All agree"), now=LATER)
    assert again(entry).position_text == "All agree"


def test_a_champion_speaks_for_their_own_department_only(world):
    entry = accepted(world, world.dfe, world.moj)
    for department in (world.moj, None):
        with pytest.raises(NotPermitted):
            state_position(
                entry, by=world.person("champion"), department=department, expected_version=0, words=Words("x")
            )
    only_dfe = accepted(world, world.dfe)
    with pytest.raises(NotPermitted):
        state_position(
            only_dfe, by=world.person("moj_champion"), department=world.moj, expected_version=0, words=Words("x")
        )


def test_a_whitehall_only_position_moves_nothing_an_area_can_see(world):
    entry = accepted(world)
    state_position(
        entry,
        by=world.person("champion"),
        department=world.dfe,
        expected_version=0,
        words=Words("Ministers disagree", audience="whitehall", confidence="off_track"),
        now=LATER,
    )
    after = again(entry)
    assert after.position_text == "Ministers disagree"
    for column in (
        "status",
        "area_version",
        "area_updated_at",
        "area_position_text",
        "area_fresh_at",
        "area_confidence",
    ):
        assert getattr(after, column) == getattr(entry, column) or column == "status"
    assert (after.status, after.area_version, after.area_updated_at) == (Status.ACCEPTED, 2, NOON)
    assert not OutboxMessage.objects.exists()
    officer = world.person("officer")
    assert Position.objects.visible_to(officer).count() == 0
    assert Revision.objects.visible_to(officer).count() == 2
    [record] = LoggedRequest.objects.as_at_for(officer, LATER)
    assert "disagree" not in repr(record)


def test_a_position_needs_a_triaged_open_request(world):
    entry = raised(world)
    with pytest.raises(ValidationError, match="Triage it first"):
        state_position(entry, by=world.person("secretariat"), expected_version=0, words=Words("x"))


def test_confirming_makes_fresh_and_keeps_the_words(world):
    entry = accepted(world)
    champion = world.person("champion")
    with pytest.raises(ValidationError, match="no position"):
        confirm_no_change(entry, by=champion, department=world.dfe, expected_version=0)
    state_position(entry, by=champion, department=world.dfe, expected_version=0, words=Words("Stands"), now=NOON)
    confirm_no_change(entry, by=champion, department=world.dfe, expected_version=1, now=LATER)
    entry = again(entry)
    assert (entry.position_text, entry.fresh_at, entry.area_fresh_at) == ("Stands", LATER, LATER)
    assert entry.record["position"]["at"] == NOON.isoformat()


def test_confirming_a_whitehall_only_position_is_not_seen_by_areas(world):
    entry = accepted(world)
    champion = world.person("champion")
    state_position(
        entry,
        by=champion,
        department=world.dfe,
        expected_version=0,
        words=Words("Secret", audience="whitehall"),
        now=NOON,
    )
    confirm_no_change(entry, by=champion, department=world.dfe, expected_version=1, now=LATER)
    assert again(entry).area_fresh_at is None
    assert again(entry).fresh_at == LATER


def test_addressing_needs_an_outcome_and_may_declare_a_freedom(world):
    entry = accepted(world)
    champion = world.person("champion")
    with pytest.raises(ValidationError) as caught:
        mark_addressed(entry, by=champion, expected_version=2, outcome="", text=" ")
    assert set(caught.value.message_dict) == {"outcome", "text"}
    mark_addressed(entry, by=champion, expected_version=2, outcome="agreed", text="Agreed", freedom="Any area may pool")
    entry = again(entry)
    assert (entry.status, entry.outcome_text) == (Status.ADDRESSED, "Agreed")
    assert Freedom.objects.get(entry=entry).text == "Any area may pool"
    assert OutboxMessage.objects.filter(kind="request_addressed").count() == 1


def test_a_declined_request_declares_no_freedom(world):
    entry = accepted(world)
    with pytest.raises(ValidationError, match="freedom"):
        mark_addressed(
            entry, by=world.person("secretariat"), expected_version=2, outcome="declined", text="No", freedom="Do it"
        )


def test_only_the_lead_departments_champion_resolves(world):
    entry = accepted(world, world.dfe, world.moj)
    with pytest.raises(NotPermitted):
        mark_addressed(entry, by=world.person("moj_champion"), expected_version=2, outcome="agreed", text="x")


def test_the_area_says_that_the_barrier_persists_and_it_is_reopened_for_a_reason(world):
    entry = accepted(world)
    with pytest.raises(ValidationError, match="not addressed"):
        say_persists(entry, by=world.person("officer"), text="Still there")
    mark_addressed(entry, by=world.person("champion"), expected_version=2, outcome="local", text="Talk locally")
    say_persists(entry, by=world.person("officer"), text="Still there")
    assert again(entry).persists
    with pytest.raises(ValidationError, match="why"):
        reopen(entry, by=world.person("champion"), expected_version=3, reason=" ")
    reopen(entry, by=world.person("champion"), expected_version=3, reason="The area is right")
    entry = again(entry)
    assert (entry.status, entry.outcome, entry.persists) == (Status.REOPENED, "", False)


def test_officers_reply_on_their_own_requests_only(world):
    entry = accepted(world)
    reply(entry, by=world.person("officer"), text="Thank you")
    assert again(entry).record["reply"]["text"] == "Thank you"
    other = raised(world, area=world.barnet)
    with pytest.raises(NotPermitted):
        reply(other, by=world.person("officer"), text="Not mine")


def test_a_locality_lead_states_next_steps_of_own_places_and_no_position(world):
    entry = accepted(world)
    lead = world.person("locality_lead")
    state_next_step(entry, by=lead, expected_version=2, next_step="Call DfE", on=date(2011, 3, 30))
    assert again(entry).record["place_next_step"]["text"] == "Call DfE"
    with pytest.raises(NotPermitted):
        state_position(entry, by=lead, expected_version=0, words=Words("x"))
