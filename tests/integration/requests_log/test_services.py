"""What a change to a request does, refuses and keeps."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from areas.access import NotPermitted
from cbtracker.audit.models import AuditEvent
from cbtracker.outbox.models import OutboxMessage
from requests_log.models import Action, LoggedRequest, Position, Status
from requests_log.services import (
    StaleVersion,
    Words,
    core,
    raise_request,
    state_position,
    triage,
)
from requests_log.services.naming import AreasNamed, DepartmentsNamed, NamedArea
from requests_log.services.positions import position_version
from tests.integration.requests_log.world import NOON, accepted, again, raised

LATER = NOON + timedelta(days=3)


def test_a_raised_request_has_a_reference_a_first_revision_and_waits(world):
    entry = raised(world)
    assert (entry.reference, entry.status, entry.areas_label) == ("CB-0001", Status.RAISED, "Swindon")
    [revision] = entry.revisions.all()
    assert (revision.version, revision.action, revision.data) == (1, Action.RAISED, entry.record)
    assert AuditEvent.objects.filter(verb="request.raised", object_label="CB-0001").count() == 1


def test_references_go_on_counting(world):
    assert [raised(world).reference for _ in range(3)] == ["CB-0001", "CB-0002", "CB-0003"]


def test_an_officer_raises_for_own_areas_only(world):
    with pytest.raises(NotPermitted):
        raise_request(
            by=world.person("officer"), issue="x", areas=AreasNamed("named", (NamedArea(world.barnet),)), now=NOON
        )
    with pytest.raises(NotPermitted):
        raise_request(by=world.person("officer"), issue="x", areas=AreasNamed("all"), now=NOON)
    assert not LoggedRequest.objects.exists()


@pytest.mark.parametrize("role", ["partner", "administrator"])
def test_readers_and_administrators_raise_nothing(world, role):
    with pytest.raises(NotPermitted):
        raise_request(
            by=world.person(role), issue="x", areas=AreasNamed("named", (NamedArea(world.swindon),)), now=NOON
        )


def test_triage_accepts_with_departments_lead_and_timescale(world):
    entry = accepted(world, world.moj, world.dfe)
    assert (entry.status, entry.departments_label, entry.lead) == (Status.ACCEPTED, "MoJ, DfE", world.moj)
    assert [row.department for row in entry.request_departments.all()] == [world.moj, world.dfe]
    assert entry.record["due_on"] == "2011-04-01"


def test_scope_all_queues_for_every_department_and_dclg_leads(world):
    entry = accepted(world, scope="all")
    assert (entry.departments_label, entry.lead) == ("All", world.dclg)
    assert {row.department for row in entry.request_departments.all()} == {world.dfe, world.moj, world.dclg}
    assert entry.record["departments"] == []


def test_triage_without_department_or_timescale_says_so_at_the_field(world):
    entry = raised(world)
    with pytest.raises(ValidationError) as caught:
        triage(entry, by=world.person("secretariat"), expected_version=1, departments=DepartmentsNamed())
    assert set(caught.value.message_dict) == {"timescale", "departments"}
    assert again(entry).version == 1


def test_only_the_secretariat_triages(world):
    entry = raised(world)
    for role in ("champion", "locality_lead", "officer", "partner", "administrator"):
        with pytest.raises(NotPermitted):
            triage(entry, by=world.person(role), expected_version=1, timescale="by_date")


def test_a_later_due_date_is_a_slip_and_needs_a_reason(world):
    entry = accepted(world)
    by = world.person("secretariat")
    with pytest.raises(ValidationError, match="slipped"):
        triage(entry, by=by, expected_version=entry.shared_version, due_on=date(2011, 5, 1))
    revision = triage(
        entry, by=by, expected_version=entry.shared_version, due_on=date(2011, 5, 1), reason="The Bill is late"
    )
    assert (revision.action, revision.reason) == (Action.SLIPPED, "The Bill is late")


def test_a_level_of_attention_says_since_when_and_why(world):
    entry = accepted(world)
    by = world.person("secretariat")
    with pytest.raises(ValidationError, match="at this level"):
        triage(entry, by=by, expected_version=entry.shared_version, attention="political")
    triage(
        entry, by=by, expected_version=entry.shared_version, attention="political", attention_reason="Law", now=LATER
    )
    assert (entry.attention, entry.attention_since) == ("political", LATER.date())
    triage(entry, by=by, expected_version=entry.shared_version, attention="")
    assert (entry.attention_since, entry.attention_reason) == (None, "")


def test_triage_that_changes_nothing_writes_nothing(world):
    entry = accepted(world)
    kept = triage(entry, by=world.person("secretariat"), expected_version=entry.shared_version, timescale="by_date")
    assert kept is None
    assert again(entry).version == entry.version


def test_a_stated_position_puts_the_request_in_hand_and_sends_nobody_an_email(world):
    entry = accepted(world)
    revision = state_position(
        entry,
        by=world.person("champion"),
        department=world.dfe,
        expected_version=0,
        words=Words("Schools may pool."),
        now=LATER,
    )
    entry = again(entry)
    assert (entry.status, entry.position_text, entry.area_position_text) == (
        Status.IN_HAND,
        "Schools may pool.",
        "Schools may pool.",
    )
    assert revision.data == entry.record
    assert entry.request_departments.get().fresh_at == LATER
    assert not OutboxMessage.objects.exists(), "a move is told by the digest, not by an email each"


def test_a_stale_version_changes_nothing(world):
    entry = accepted(world)
    other = again(entry)
    state_position(entry, by=world.person("champion"), department=world.dfe, expected_version=0, words=Words("First"))
    with pytest.raises(StaleVersion) as caught:
        state_position(
            other, by=world.person("champion"), department=world.dfe, expected_version=0, words=Words("Second")
        )
    assert caught.value.entry.position_text == "First"
    assert Position.objects.filter(text="Second").count() == 0
    assert again(entry).revisions.count() == 3


def test_without_the_claim_the_stale_writer_would_win(world, monkeypatch):
    entry = accepted(world)
    other = again(entry)
    state_position(entry, by=world.person("champion"), department=world.dfe, expected_version=0, words=Words("First"))
    unconditional = lambda row, columns: LoggedRequest.objects.filter(pk=row.pk).update(**columns) == 1  # noqa: E731
    monkeypatch.setattr(core, "claim", unconditional)
    with pytest.raises(DatabaseError), transaction.atomic():
        state_position(
            other, by=world.person("champion"), department=world.dfe, expected_version=0, words=Words("Second")
        )


def test_an_unrelated_write_costs_nobody_a_conflict(world):
    entry = accepted(world)
    other = again(entry)
    state_position(entry, by=world.person("champion"), department=world.dfe, expected_version=0, words=Words("Stands"))
    triage(other, by=world.person("secretariat"), expected_version=other.shared_version, theme="Schools")
    assert again(entry).position_text == "Stands"
    assert again(entry).theme == "Schools"
    assert [row.version for row in entry.revisions.all()] == [1, 2, 3, 4]


def test_two_departments_state_their_parts_without_conflict(world):
    entry = accepted(world, world.dfe, world.moj)
    other = again(entry)
    state_position(
        entry, by=world.person("champion"), department=world.dfe, expected_version=0, words=Words("DfE agrees")
    )
    state_position(
        other, by=world.person("moj_champion"), department=world.moj, expected_version=0, words=Words("MoJ looks")
    )
    assert again(entry).position_text == "DfE: DfE agrees\nMoJ: MoJ looks"
    assert position_version(again(entry), world.moj) == 1
