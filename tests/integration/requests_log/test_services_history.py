"""What ends, is reversed, is looked for and was so at a moment."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from requests_log.models import Freedom, LoggedRequest, Revision, Status
from requests_log.services import (
    StaleVersion,
    Words,
    bulk_change,
    declare_freedom,
    mark_duplicate,
    reopen,
    reverse_batch,
    state_position,
    triage,
    withdraw,
)
from requests_log.services.naming import AreasNamed, DepartmentsNamed, NamedArea
from tests.integration.requests_log.world import NOON, accepted, again, raised

LATER = NOON + timedelta(days=3)


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
