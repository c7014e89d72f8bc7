"""Two secretaries select for the last slot at the same moment, on PostgreSQL: one wins, and the other is told."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django.db import IntegrityError, connections
from django.utils import timezone

from cbtracker.accounts.permissions import Role
from rollout.workstrands.models import OperationalPlan, OutlineDecision, StrandPlace, Workstrand
from rollout.workstrands.services.selecting import SlotsHeld, select_outline
from tests.factories.people import person
from tests.factories.places import AuthorityFactory
from tests.factories.selections import assessor_of, criteria_of, judge_all, submitted
from tests.factories.workstrands import OperationalPlanFactory, StrandPlaceFactory

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
SELECTING = import_module("rollout.workstrands.services.selecting")


@pytest.fixture
def outlines(db):
    criteria_of(4, "A clear boundary")
    assessor = assessor_of(4, "government")
    OperationalPlanFactory(place=StrandPlaceFactory(slot=1, name="Essex"))
    return [judge_all(submitted(4, AuthorityFactory()), assessor) for _ in range(2)]


def meet_before(monkeypatch, name):
    """Let each go on from where the service calls `name` only when both are there."""
    together, real = threading.Barrier(2), getattr(SELECTING, name)

    def wait_and_do(*args: Any, **options: Any) -> Any:
        together.wait(timeout=60)
        return real(*args, **options)

    monkeypatch.setattr(SELECTING, name, wait_and_do)


def select_both(outlines) -> tuple[Counter[str], list[Exception]]:
    """What became of each, by the class of what was raised; blank: selected."""
    found: Counter[str] = Counter()
    raised: list[Exception] = []

    def run(outline: Any, secretary: Any) -> None:
        try:
            select_outline(outline, reason="So", decided_on=date(2011, 10, 1), by=secretary, now=timezone.now())
            found[""] += 1
        except (SlotsHeld, IntegrityError) as refused:
            found[type(refused).__name__] += 1
            raised.append(refused)
        finally:
            connections.close_all()

    people = [person(Role.SECRETARIAT, email=f"s{number}@example.org") for number in range(2)]
    threads = [threading.Thread(target=run, args=pair) for pair in zip(outlines, people, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found, raised


def one_was_selected() -> bool:
    """Whether exactly one new place is there, with all that belongs to it."""
    counts = [model.objects.count() for model in (StrandPlace, OperationalPlan, OutlineDecision)]
    return counts == [2, 2, 1]


def test_of_two_selections_for_the_last_slot_one_is_made_and_the_other_is_told_who_holds_it(outlines, monkeypatch):
    meet_before(monkeypatch, "hold_strand")
    found, [refused] = select_both(outlines)
    assert found == {"": 1, "SlotsHeld": 1}
    taken = StrandPlace.objects.exclude(name="Essex").get()
    assert "Both places of workstrand 4 are held: Essex" in refused.messages[0]
    assert taken.name in refused.messages[0]
    assert one_was_selected()


def let_both_in(monkeypatch):
    """Take the lock on the workstrand out, and let both find the same slot free."""
    monkeypatch.setattr(SELECTING, "hold_strand", lambda number: Workstrand.objects.get(pk=number))
    meet_before(monkeypatch, "_take_slot")


def test_without_the_lock_the_constraint_still_lets_one_in_and_the_other_is_told(outlines, monkeypatch):
    let_both_in(monkeypatch)
    found, [refused] = select_both(outlines)
    assert found == {"": 1, "SlotsHeld": 1}
    assert "Both places of workstrand 4 are held" in refused.messages[0]
    assert one_was_selected()


def test_without_the_lock_and_without_a_word_for_the_constraint_the_other_fails(outlines, monkeypatch):
    """The negative control: what would be a fault of ours."""
    let_both_in(monkeypatch)
    monkeypatch.setattr(SELECTING, "free_slot", lambda strand: SELECTING.Slot(2, None))
    found, _ = select_both(outlines)
    assert found == {"": 1, "IntegrityError": 1}
    assert one_was_selected()
