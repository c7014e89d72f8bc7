"""Two versions of a request side by side, as the reader numbers them."""

from __future__ import annotations

import re

import pytest

from requests_log.services import triage
from tests.integration.requests_log.reading import say, statements, text_of
from tests.integration.requests_log.world import World, accepted


def page_of(client, world: World, role: str, entry, query: str = "", status: int = 200) -> str:
    client.force_login(world.person(role))
    response = client.get(f"/requests/{entry.reference}/revisions/{query}")
    assert response.status_code == status
    return text_of(response)


def test_the_newest_is_compared_with_the_one_before_and_the_changed_words_are_marked(client, world):
    entry = accepted(world, issue="Let schools pool their funding")
    triage(
        entry,
        by=world.person("secretariat"),
        expected_version=entry.shared_version,
        issue="Let schools pool all funding",
    )
    html = page_of(client, world, "officer", entry)
    assert "Version 2 and version 3" in html
    assert re.search(r'cb-marked__removed"><span[^>]*>[^<]*</span>their<', html)
    assert re.search(r'cb-marked__added"><span[^>]*>[^<]*</span>all<', html)


def test_any_two_versions_can_be_compared(client, world):
    entry = accepted(world)
    say(world, entry, "One word.")
    say(world, entry, "Another word.")
    html = page_of(client, world, "officer", entry, "?since=1&to=4")
    assert "Version 1 and version 4" in html
    assert "Another word." in re.sub(r"<[^>]+>", "", html).replace(" [added: ", "").replace("] ", "")


def test_versions_of_an_area_count_only_what_it_can_see(client, world):
    entry = accepted(world)
    say(world, entry, "Only here.", audience="whitehall")
    say(world, entry, "For all.")
    mine = page_of(client, world, "officer", entry)
    assert "Version 2 and version 3" in mine
    assert "Only here." not in mine
    assert "Whitehall only" not in mine
    theirs = page_of(client, world, "champion", entry)
    assert "Version 3 and version 4" in theirs
    assert "Whitehall only" in theirs


def test_a_confirmation_changes_no_word(client, world):
    from requests_log.services import confirm_no_change

    entry = accepted(world)
    say(world, entry, "It stands.")
    confirm_no_change(entry, by=world.person("secretariat"), expected_version=entry.position_version)
    assert "Both versions say the same. The position was confirmed." in page_of(client, world, "officer", entry)


def test_the_first_version_has_nothing_before_it(client, world):
    assert "There is nothing before version 1" in page_of(client, world, "officer", accepted(world), "?to=1")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("?to=99", "There is no version 99"),
        ("?since=2&to=2", "From version must be lower than to version"),
        ("?since=x", "From version must be a whole number"),
        ("?to=0", "To version must be 1 or more"),
        ("?to=99999999999999999999", "To version must be"),
    ],
)
def test_versions_that_are_none_are_a_clear_422(client, world, query, message):
    assert message in page_of(client, world, "officer", accepted(world), query, 422)


def test_the_page_takes_as_many_statements_for_many_versions_as_for_few(client, world):
    entry = accepted(world)
    client.force_login(world.person("officer"))
    few = statements(client, f"/requests/{entry.reference}/revisions/")
    for number in range(10):
        say(world, entry, f"Word {number}.")
    assert statements(client, f"/requests/{entry.reference}/revisions/") == few <= 7
