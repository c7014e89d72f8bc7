"""Whatever is changed and backdated, and whoever reads: the old paper and what changed since give the new paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from requests_log.changes_since import Changes, Kind, Snapshot, apply_changes, compare_snapshots, read_snapshot
from requests_log.sights import Reader, Sight
from tests.integration.requests_log.sequences import SECRET, STEPS, WHITEHALL_ONLY, Player
from tests.integration.requests_log.world import World, make_world

PEOPLE = ("secretariat", "officer", "partner")
pytestmark = pytest.mark.django_db
LAG = st.floats(0, 1)


def readers(world: World) -> list[Reader]:
    """A person of each reach, freshly read, and every audience."""
    return [*(world.person(role) for role in PEOPLE), *Sight]


def part_of(player: Player, share: float) -> datetime:
    """A moment between the beginning of the register and the player's now."""
    start = player.now - timedelta(hours=72)
    return start + (player.now - start) * share


def compared(old: Snapshot, reader: Reader, moment: datetime, known_at: datetime) -> tuple[Snapshot, Changes]:
    """The new snapshot and what changed since `old`."""
    new = read_snapshot(reader, max(moment, old.moment), known_at=known_at)
    return new, compare_snapshots(old, new)


def check_sequence(before: Any, after: Any, lag: float, new_lag: float) -> None:
    """Play `before`, print the old paper, play `after`, print the new one and compare."""
    world = make_world()
    player = Player(world)
    player.start()
    for step in before:
        player.play(step)
    moment, issued = part_of(player, lag), player.now
    printed = {repr(reader): read_snapshot(reader, moment, known_at=issued) for reader in readers(world)}
    contents = {name: snapshot.content for name, snapshot in printed.items()}
    for step in after:
        player.play(step)
    for reader in readers(world):
        frozen = printed[repr(reader)]
        old = read_snapshot(reader, moment, known_at=issued)
        if isinstance(reader, Sight):  # what an audience got stays what it got, whatever it may read by now
            assert old.content == contents[repr(reader)]
            assert read_snapshot(reader, moment, known_at=issued, knew=frozen.knew).content == old.content
        new, changes = compared(old, reader, part_of(player, new_lag), player.now)
        assert apply_changes(old.content, changes) == new.content
        assert changes.is_empty or changes.changed or changes.begun or changes.ended
        again = read_snapshot(reader, moment, known_at=issued, like=new)
        assert compare_snapshots(again, new) == changes
        assert compare_snapshots(new, new).is_empty
        if (not isinstance(reader, Sight) and reader.role != "secretariat") or reader in (Sight.PARTNERS, Sight.AREAS):
            assert SECRET not in said(changes)


def said(changes: Changes) -> str:
    """Everything that a page, a paper or a file could print of `changes`."""
    facts = [(request.line, request.spoken_at, request.facts) for request in changes.requests]
    return repr((changes.line, changes.totals, facts, changes.begun, changes.ended))


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=STEPS, after=STEPS, lag=LAG, new_lag=LAG)
def test_the_old_paper_and_the_changes_since_give_the_new_paper(before, after, lag, new_lag):
    with transaction.atomic():
        check_sequence(before, after, lag, new_lag)
        transaction.set_rollback(True)


def _as_told(before: Any, after: Any, left_out: frozenset[str]) -> dict[str, Any]:
    """What each reader who is not Whitehall is told of a history, without primary keys."""
    with transaction.atomic():
        world = make_world()
        player = Player(world)
        player.start()
        for step in before:
            player.play(step, left_out=left_out)
        moment = player.now
        old = [read_snapshot(reader, moment, known_at=moment) for reader in _outsiders(world)]
        for step in after:
            player.play(step, left_out=left_out)
        told = {}
        for name, snapshot, reader in zip(
            ("officer", "partner", "partners", "areas"), old, _outsiders(world), strict=True
        ):
            _, changes = compared(snapshot, reader, player.now, player.now)
            told[name] = (changes.line, [_told(request) for request in changes.requests])
        transaction.set_rollback(True)
    return told


def _outsiders(world: World) -> list[Reader]:
    return [world.person("officer"), world.person("partner"), Sight.PARTNERS, Sight.AREAS]


def _told(request: Any) -> Any:
    return replace(request.line, entry_id=0), request.spoken_at, request.facts


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=STEPS, after=STEPS)
def test_what_is_said_in_whitehall_moves_nothing_that_others_are_told(before, after):
    # Backdating goes by the request's last effective moment, and confirming by its last position, whoever reads them:
    # so neither is the same step in both histories.
    first, then = ([(*step[:3], None, step[4]) for step in steps] for steps in (before, after))
    told = [_as_told(first, then, WHITEHALL_ONLY | {"confirm"}), _as_told(first, then, frozenset({"confirm"}))]
    assert told[0] == told[1]


def test_a_forgotten_change_does_not_give_the_new_paper(world):
    """Negative control: applying goes by what the changes say, and notices what they leave out or get wrong."""
    player = Player(world)
    player.start()
    old = read_snapshot(Sight.WHITEHALL, player.now, known_at=player.now)
    for step in (("position", 0, 1, None, 0), ("areas", 1, 1, None, 0), ("new", 0, 1, None, 0)):
        player.play(step)
    new, changes = compared(old, Sight.WHITEHALL, player.now, player.now)
    real = [request for request in changes.requests if request.kind.is_change]
    assert {request.kind for request in real} == {Kind.POSITION, Kind.AREAS, Kind.NEW}
    for request in real:
        forgetful = replace(changes, requests=tuple(other for other in changes.requests if other is not request))
        assert apply_changes(old.content, forgetful) != new.content
    factless = replace(changes, requests=tuple(replace(request, facts=request.facts[1:]) for request in real[1:]))
    assert apply_changes(old.content, factless) != new.content


def test_comparing_by_what_took_effect_since_would_forget_what_was_backdated(world):
    """Negative control: the old paper is read by what it knew, or a backdated entry would never show up."""
    player = Player(world)
    player.start()
    player.play(("position", 0, 48, None, 0))
    moment = player.now
    read_then = read_snapshot(Sight.WHITEHALL, moment, known_at=moment).content
    player.play(("address", 1, 48, 0.9, 2))  # recorded now, with effect from before the old paper's moment
    assert player.entry(1).effective_at < moment
    naive = read_snapshot(Sight.WHITEHALL, moment)
    new, forgotten = compared(naive, Sight.WHITEHALL, player.now, player.now)
    assert forgotten.is_empty
    _, found = compared(
        read_snapshot(Sight.WHITEHALL, moment, known_at=moment), Sight.WHITEHALL, player.now, player.now
    )
    assert found.totals[Kind.ADDRESSED] == 1
    assert apply_changes(read_then, found) == new.content != apply_changes(read_then, forgotten)


@pytest.mark.parametrize("reader", ["officer", "partner", Sight.PARTNERS])
def test_a_reading_that_leaks_would_be_noticed(world, monkeypatch, reader):
    """Negative control: were records shown as they are, the words for Whitehall only would be in what changed."""
    player = Player(world)
    player.start()
    reader = reader if isinstance(reader, Sight) else world.person(reader)
    old = read_snapshot(reader, player.now, known_at=player.now)
    for step in (("whitehall", 0, 1, None, 0), ("reply", 0, 1, None, 0)):
        player.play(step)
    _, tight = compared(old, reader, player.now, player.now)
    assert SECRET not in said(tight)
    monkeypatch.setattr("requests_log.past.as_seen", lambda record, face, whitehall: record)
    _, leaking = compared(old, reader, player.now, player.now)
    assert SECRET in said(leaking)
