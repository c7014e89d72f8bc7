"""Nothing that an area or a partner can see moves when a Whitehall-only position is added (DESIGN rule 6)."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.integration.requests_log.reading import say, text_of
from tests.integration.requests_log.world import World, accepted

SECRET = "Confidentially, Treasury says zwieback"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
ADDRESSES = (
    "/requests/",
    "/requests/?sort=due",
    "/requests/?sort=reference",
    "/requests/?department=DfE&status=in_hand",
    "/requests/?confidence=off_track",
    "/requests/?confidence=on_track",
    "/requests/?stale=yes",
    "/requests/?q=zwieback",
    "/requests/?q=schools",
    "/requests/export.csv",
    "/requests/export.csv?q=zwieback",
    "/requests/{reference}/",
    "/requests/{reference}/?as_at=2011-03-18",
    "/requests/{reference}/revisions/",
    "/requests/{reference}/revisions/?to=2",
    "/requests/{reference}/revisions/?to=5",
    "/freedoms/?q=zwieback",
)


def seen_by(world: World, role: str, reference: str) -> dict[str, str]:
    """Everything that a person of `role` reads, by address."""
    client = Client()
    client.force_login(world.person(role))
    return {address: TOKEN.sub("", text_of(client.get(address.format(reference=reference)))) for address in ADDRESSES}


def register(world: World):
    """Two requests, the second newer; both have a position that areas can read."""
    first = accepted(world, world.dfe, world.moj, issue="Schools")
    second = accepted(world, world.dfe, issue="Other schools")
    say(world, first, "In hand with the schools.", confidence="on_track")
    say(world, second, "In hand too.")
    return first


@pytest.mark.parametrize("role", ["officer", "partner"])
@pytest.mark.parametrize("part", ["whole", "department"])
def test_a_whitehall_only_position_moves_nothing_that_others_see(world, role, part):
    entry = register(world)
    before = seen_by(world, role, entry.reference)
    if part == "whole":
        say(world, entry, SECRET, audience="whitehall", confidence="off_track")
    else:
        from requests_log.services import Words, state_position

        words = Words(text=SECRET, audience="whitehall", confidence="off_track")
        state_position(entry, by=world.person("secretariat"), expected_version=0, department=world.moj, words=words)
    after = seen_by(world, role, entry.reference)
    assert after == before


@pytest.mark.parametrize("role", ["officer", "partner"])
def test_a_position_for_areas_does_move_what_they_see(world, role):
    """The negative control of the test above."""
    entry = register(world)
    before = seen_by(world, role, entry.reference)
    say(world, entry, "Zwieback is what the schools get.", confidence="off_track")
    after = seen_by(world, role, entry.reference)
    unmoved = {address for address in ADDRESSES if before[address] == after[address]}
    assert unmoved <= {
        "/requests/?stale=yes",
        "/requests/{reference}/?as_at=2011-03-18",
        "/requests/{reference}/revisions/?to=2",
        "/requests/?sort=reference",
        "/freedoms/?q=zwieback",
    }


def test_whitehall_reads_the_position_where_it_stands_in_search_history_and_export(world):
    entry = register(world)
    say(world, entry, SECRET, audience="whitehall", confidence="off_track")
    for role in ("secretariat", "champion", "locality_lead"):
        seen = seen_by(world, role, entry.reference)
        for address in ("/requests/?q=zwieback", "/requests/{reference}/", "/requests/export.csv"):
            assert "zwieback" in seen[address], (role, address)
            assert entry.reference in seen[address]
        assert "Whitehall only" in seen["/requests/{reference}/"]
        assert entry.reference in seen["/requests/?confidence=off_track"]
        # The newest change comes first for those who may know of it.
        assert seen["/requests/"].index(entry.reference) < seen["/requests/"].index("CB-0002")


def test_what_areas_read_is_shown_to_whitehall_beside_a_position_they_do_not(client, world):
    entry = register(world)
    say(world, entry, SECRET, audience="whitehall")
    client.force_login(world.person("champion"))
    html = text_of(client.get(f"/requests/{entry.reference}/"))
    assert "What areas read instead" in html
    assert "In hand with the schools." in html
