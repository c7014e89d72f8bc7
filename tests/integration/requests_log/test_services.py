"""What a change to a request does, refuses and keeps."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from areas.access import NotPermitted
from cbtracker.audit.models import AuditEvent
from cbtracker.outbox.models import OutboxMessage
from requests_log.models import Action, Freedom, LoggedRequest, Position, Revision, Status
from requests_log.services import (
    StaleVersion,
    Words,
    bulk_change,
    confirm_no_change,
    core,
    declare_freedom,
    mark_addressed,
    mark_duplicate,
    raise_request,
    reopen,
    reply,
    reverse_batch,
    say_persists,
    state_next_step,
    state_position,
    triage,
    withdraw,
)
from requests_log.services.naming import AreasNamed, DepartmentsNamed, NamedArea
from requests_log.services.positions import position_version
from tests.integration.requests_log.world import NOON, accepted, raised

LATER = NOON + timedelta(days=3)


def again(entry):
    return LoggedRequest.objects.get(pk=entry.pk)


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


def test_a_stated_position_puts_the_request_in_hand_and_tells_the_raiser(world):
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
    assert OutboxMessage.objects.get(kind="position_stated").recipient == world.people["officer"]


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
    assert not OutboxMessage.objects.filter(kind="position_stated").exists()
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


def test_withdrawing_needs_a_reason_and_ends_it(world):
    entry = raised(world)
    withdraw(entry, by=world.person("officer"), expected_version=1, reason="Solved here")
    assert again(entry).status == Status.WITHDRAWN
    with pytest.raises(ValidationError):
        withdraw(entry, by=world.person("officer"), expected_version=2, reason="Again")


def test_a_duplicate_is_linked_and_reopening_unlinks_it(world):
    entry, other = raised(world), raised(world)
    mark_duplicate(entry, by=world.person("secretariat"), expected_version=1, of=other)
    assert entry.links_from.get().to_entry == other
    reopen(entry, by=world.person("secretariat"), expected_version=2, reason="Not the same")
    assert not entry.links_from.exists()
    assert again(entry).timescale == "after_april"


def test_a_freedom_can_be_declared_by_a_position(world):
    entry = accepted(world)
    declare_freedom(entry, by=world.person("champion"), expected_version=2, text="Any area may do this")
    assert Freedom.objects.visible_to(world.person("officer")).get().text == "Any area may do this"
    assert again(entry).record["freedom"]["text"] == "Any area may do this"


def test_a_printed_label_is_kept_until_the_areas_change(world):
    entry = raised(world)
    by = world.person("secretariat")
    printed = AreasNamed("named_and_others", (NamedArea(world.swindon),), "Swindon and  others")
    triage(
        entry,
        by=by,
        expected_version=1,
        areas=printed,
        departments=DepartmentsNamed(items=(world.dfe,)),
        timescale="by_date",
    )
    same = AreasNamed("named_and_others", (NamedArea(world.swindon),))
    triage(entry, by=by, expected_version=2, areas=same, theme="Schools")
    assert again(entry).areas_label == "Swindon and  others"
    changed = AreasNamed("named", (NamedArea(world.swindon), NamedArea(world.barnet)))
    triage(entry, by=by, expected_version=3, areas=changed)
    assert again(entry).areas_label == "Swindon, Barnet"


def test_a_bulk_change_gives_each_its_revision_and_is_reversed_as_a_whole(world):
    entries = [accepted(world), accepted(world)]
    by = world.person("secretariat")
    before = [entry.record for entry in entries]
    versions = {entry.pk: entry.shared_version for entry in entries}
    batch = bulk_change(
        entries, by=by, expected_versions=versions, reason="After the meeting", due_on=date(2011, 3, 25)
    )
    assert [again(entry).due_on for entry in entries] == [date(2011, 3, 25)] * 2
    assert batch.revisions.count() == 2
    reverse_batch(batch, by=by, reason="Wrong list")
    assert [again(entry).record for entry in entries] == before
    assert [again(entry).revisions.count() for entry in entries] == [4, 4]
    with pytest.raises(ValidationError, match="already"):
        reverse_batch(batch, by=by, reason="Twice")


def test_a_bulk_change_with_one_stale_request_changes_none(world):
    entries = [accepted(world), accepted(world)]
    versions = {entries[0].pk: entries[0].shared_version, entries[1].pk: 1}
    with pytest.raises(StaleVersion), transaction.atomic():
        bulk_change(
            entries, by=world.person("secretariat"), expected_versions=versions, reason="r", due_on=date(2011, 3, 25)
        )
    assert [again(entry).due_on for entry in entries] == [date(2011, 4, 1)] * 2


def test_a_batch_is_not_reversed_over_a_later_change(world):
    entry = accepted(world)
    by = world.person("secretariat")
    batch = bulk_change([entry], by=by, expected_versions={entry.pk: 2}, reason="r", timescale="after_april")
    state_position(again(entry), by=by, expected_version=0, words=Words("Since then"))
    with pytest.raises(ValidationError, match="has changed since"):
        reverse_batch(batch, by=by, reason="Undo")


def test_a_revision_is_never_updated_or_deleted(world):
    entry = raised(world)
    for write in (lambda: Revision.objects.update(reason="x"), lambda: entry.revisions.all().delete()):
        with pytest.raises(DatabaseError, match="never updated or deleted"), transaction.atomic():
            write()
    assert entry.revisions.count() == 1


def test_an_effective_date_never_precedes_the_one_before(world):
    entry = accepted(world, now=NOON)
    with pytest.raises(ValidationError, match="later"):
        state_position(
            entry,
            by=world.person("secretariat"),
            expected_version=0,
            words=Words("Backdated"),
            now=LATER,
            effective_at=NOON - timedelta(days=1),
        )


def test_as_at_gives_the_earlier_words_areas_and_departments(world, django_assert_num_queries):
    entry = accepted(world, now=NOON)
    by = world.person("secretariat")
    state_position(entry, by=by, expected_version=0, words=Words("Earlier"), now=NOON + timedelta(hours=1))
    triage(
        entry,
        by=by,
        expected_version=2,
        areas=AreasNamed("all"),
        departments=DepartmentsNamed(items=(world.moj,)),
        now=LATER,
    )
    state_position(again(entry), by=by, expected_version=1, words=Words("Later"), now=LATER)
    with django_assert_num_queries(1):
        [then] = LoggedRequest.objects.as_at(NOON + timedelta(hours=2))
    assert (then.position_text, then.areas_label, then.departments_label) == ("Earlier", "Swindon", "DfE")
    [now] = LoggedRequest.objects.as_at(LATER)
    assert (now.position_text, now.areas_label, now.departments_label) == ("Later", "All areas", "MoJ")
    assert LoggedRequest.objects.as_at(NOON - timedelta(days=1)) == []


def test_as_at_with_known_at_leaves_out_what_was_recorded_later(world):
    entry = accepted(world, now=NOON)
    state_position(
        entry,
        by=world.person("secretariat"),
        expected_version=0,
        words=Words("Backdated"),
        now=LATER,
        effective_at=NOON + timedelta(minutes=1),
    )
    moment = NOON + timedelta(hours=1)
    assert LoggedRequest.objects.as_at(moment)[0].position_text == "Backdated"
    assert LoggedRequest.objects.as_at(moment, known_at=moment)[0].position_text == ""


def test_an_officer_reads_as_at_only_what_was_theirs_then_too(world):
    entry = accepted(world, now=NOON)
    triage(
        entry,
        by=world.person("secretariat"),
        expected_version=2,
        areas=AreasNamed("named", (NamedArea(world.barnet),)),
        now=LATER,
    )
    other = accepted(world, area=world.barnet, now=NOON)
    triage(
        other,
        by=world.person("secretariat"),
        expected_version=2,
        areas=AreasNamed("named", (NamedArea(world.swindon),)),
        now=LATER,
    )
    officer = world.person("officer")
    assert LoggedRequest.objects.as_at_for(officer, NOON + timedelta(hours=1)) == []
    assert [row.reference for row in LoggedRequest.objects.as_at_for(officer, LATER)] == [other.reference]


def test_search_finds_words_but_whitehall_only_ones_for_whitehall_only(world):
    entry = accepted(world, issue="Pooling of prison budgets")
    state_position(
        entry, by=world.person("secretariat"), expected_version=0, words=Words("Treasury objects", audience="whitehall")
    )
    accepted(world, issue="Something else")
    for role, text, found in [
        ("officer", "prison pooling", 1),
        ("officer", "Treasury", 0),
        ("partner", "Treasury", 0),
        ("champion", "Treasury", 1),
        ("officer", entry.reference, 1),
        ("officer", "'; drop table", 0),
    ]:
        user = world.person(role)
        assert LoggedRequest.objects.visible_to(user).search(text, user=user).count() == found, (role, text)
