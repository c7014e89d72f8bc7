"""Papers, changes and sheets do not move when something is said for Whitehall only (DESIGN rule 6)."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import count

import pytest
import time_machine
from django.urls import reverse

from cbtracker.papers.drafts import BODY_ONLY, EVERYBODY, Section
from cbtracker.papers.renditions import build_rendition
from cbtracker.papers.sections.catalogue import KINDS
from requests_log.models import LoggedRequest
from requests_log.services import (
    Words,
    confirm_no_change,
    declare_freedom,
    mark_addressed,
    state_position,
    triage,
)
from requests_log.services.naming import AreasNamed
from requests_log.services.positions import position_version
from tests.integration.papers.paper_world import THURSDAY, TUESDAY, drafted, quickly_issued
from tests.integration.requests_log import calling
from tests.integration.requests_log.pages import signed_in
from tests.integration.requests_log.world import accepted, again

HOUR = timedelta(hours=1)
EVERYTHING = tuple(
    Section(key, BODY_ONLY if kind.holds_estimates else EVERYBODY, text="Said" if kind.takes_text else "")
    for key, kind in KINDS.items()
)
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')
SECRET = "Ministers are against it"
pytestmark = pytest.mark.django_db


@pytest.fixture
def register(world):
    """Requests of every kind, and a paper of Tuesday that printed them."""
    early = TUESDAY - timedelta(days=2)
    by = world.person("secretariat")
    own, parts, wide, free, done = (
        accepted(world, world.dfe, world.moj, issue=f"Issue {n}", now=early) for n in range(5)
    )
    triage(again(wide), by=by, expected_version=again(wide).shared_version, areas=AreasNamed("all"), now=early)
    for entry in (own, parts, wide):
        say(world, entry, "Schools may join", early + HOUR)
    say(world, parts, "DfE thinks so", early + 2 * HOUR, department=world.dfe)
    declare_freedom(again(free), by=by, expected_version=again(free).shared_version, text="Any area may", now=early)
    mark_addressed(
        again(done), by=by, expected_version=again(done).shared_version, outcome="agreed", text="Done", now=early + HOUR
    )
    call = calling.issued(world)
    calling.answered(call, "swindon", "comment", text="Swindon's words", by=world.person("officer"))
    return [own, parts, wide, free]


def say(world, entry, text, at, *, department=None, audience="areas"):
    entry = again(entry)
    version = position_version(entry, department)
    words = Words(text, audience=audience, next_step=text)
    by = world.person("secretariat")
    state_position(entry, by=by, expected_version=version, words=words, department=department, now=at)


def whisper(world, entries, at):
    """Positions for Whitehall only, of the whole and of a part, each confirmed a moment later."""
    minutes = count()
    for entry in entries:
        for department in (None, world.dfe, world.moj):
            say(
                world, entry, SECRET, at + timedelta(minutes=next(minutes)), department=department, audience="whitehall"
            )
        kept = again(entry)
        later = at + timedelta(minutes=next(minutes))
        confirm_no_change(
            kept, by=world.person("secretariat"), expected_version=position_version(kept, None), now=later
        )


def read_by(world, paper):
    """What others than Whitehall are given of the register on Thursday."""
    update = drafted(world, now=THURSDAY, compared_with=paper, sections=EVERYTHING)
    built = {audience: build_rendition(update, audience, now=THURSDAY) for audience in ("areas", "partners")}
    update.delete()
    return {name: (one.paper, one.gaps) for name, one in built.items()} | {
        (role, address): TOKEN.sub(b"", signed_in(world.person(role)).get(address).getvalue())
        for role in ("officer", "partner")
        for address in addresses(paper)
    }


def addresses(paper):
    at = {"until": "2011-03-24", "until_time": "10:00"}
    for since in ({"paper": paper.pk}, {"since": "2011-03-21", "since_time": "12:00"}):
        yield reverse("papers:changes", query={**since, **at})
        yield reverse("papers:changes_csv", query={**since, **at})
    for slug in ("swindon", "barnet"):
        yield reverse("papers:place_sheet", args=[slug], query={"as_at": "2011-03-24", "time": "10:00"})


@pytest.mark.parametrize("when", [TUESDAY - 5 * HOUR, TUESDAY + HOUR], ids=["before the paper", "after it"])
def test_nothing_that_others_read_moves_when_something_is_said_in_whitehall(world, register, when):
    with time_machine.travel(THURSDAY, tick=False):
        paper = quickly_issued(world, sections=EVERYTHING[:5])
        before = read_by(world, paper)
        whisper(world, register, when)
        after = read_by(world, paper)
    assert {key for key in before if before[key] != after[key]} == set()
    assert SECRET not in str(after)


def test_whitehall_reads_it(world, register):
    paper = quickly_issued(world)
    whisper(world, register, TUESDAY + HOUR)
    update = drafted(world, now=THURSDAY, compared_with=paper, sections=EVERYTHING)
    assert SECRET in str(build_rendition(update, "body", now=THURSDAY).paper)
    assert LoggedRequest.objects.filter(position_text__contains=SECRET).count() == len(register)
