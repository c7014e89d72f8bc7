"""Twenty people state a position on one request at the same moment: one wins, and no word is lost.

A short run over HTTP on PostgreSQL; `./run faults` has the long one, behind gunicorn.
"""

from __future__ import annotations

import logging
from unittest.mock import ANY

import pytest

from requests_log.models import LoggedRequest
from requests_log.services import core, positions
from tests.integration.requests_log.world import accepted, make_world
from tests.integration.requests_log.writers import WON, champions, faults, write_at_once

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def contest(transactional_db, settings, live_server):
    """Let so many people write in so many rounds at the live server; returns what is wrong afterwards."""
    settings.ACCOUNT_RATE_LIMITS = False

    def run(count: int, rounds: int) -> list[str]:
        world = make_world()
        entry = accepted(world, world.dfe)
        answers = write_at_once(live_server.url, entry, champions(world.dfe, count), rounds)
        assert len(answers) == count * rounds
        return faults(answers, entry, entry.version)

    return run


def test_of_twenty_simultaneous_writers_one_wins_each_round_and_no_word_is_lost(contest):
    assert contest(20, 5) == []


def test_two_departments_state_their_parts_at_the_same_moment_and_both_win(transactional_db, settings, live_server):
    settings.ACCOUNT_RATE_LIMITS = False
    world = make_world()
    entry = accepted(world, world.dfe, world.moj)
    people = [*champions(world.dfe, 1), *champions(world.moj, 1, first=1)]
    answers = write_at_once(live_server.url, entry, people, 10)
    assert [one.status for one in answers] == [WON] * 20
    parts = LoggedRequest.objects.get(pk=entry.pk).record["parts"]
    assert [parts[name]["version"] for name in ("DfE", "MoJ")] == [10, 10]
    versions = entry.revisions.order_by("version").values_list("version", flat=True)
    assert list(versions) == list(range(1, entry.version + 21))


def claim_whatever_the_version(entry, columns):
    """`core.claim` without the condition that makes it a claim."""
    return LoggedRequest.objects.filter(pk=entry.pk).update(**columns) == 1


def take_out(monkeypatch, what):
    if "claim" in what:
        monkeypatch.setattr(core, "claim", claim_whatever_the_version)
    if "version check" in what:
        monkeypatch.setattr(positions, "position_version", lambda entry, department: ANY)


@pytest.fixture
def silent():
    """Without logs: a traceback of each fault that is asked for, with all its variables, takes seconds."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.usefixtures("silent")
@pytest.mark.parametrize(
    "what", [{"claim"}, {"version check"}, {"claim", "version check"}], ids=lambda what: " and ".join(sorted(what))
)
def test_the_proof_fails_when_what_it_proves_is_taken_out(contest, monkeypatch, what):
    """The negative control."""
    take_out(monkeypatch, what)
    found = contest(10, 2)
    assert any("winners" in fault or "status 500" in fault for fault in found), found
