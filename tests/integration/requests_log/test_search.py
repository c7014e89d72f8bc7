"""Full-text search in the register's list."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest

from tests.integration.requests_log.reading import say, text_of
from tests.integration.requests_log.world import World, accepted

REFERENCE = re.compile(r'scope="row"[^>]*>(CB-\d+)')


def found(client, world: World, role: str, text: str) -> list[str]:
    client.force_login(world.person(role))
    response = client.get(f"/requests/?q={quote(text)}")
    assert response.status_code == 200, text
    return REFERENCE.findall(text_of(response))


def test_all_the_words_must_occur_anywhere_in_what_is_said(client, world):
    entry = accepted(world, issue="Courts take too long", detail="Care proceedings")
    say(world, entry, "Judges were asked.")
    accepted(world, issue="Courts")
    assert found(client, world, "officer", "judges proceedings") == [entry.reference]
    assert found(client, world, "officer", "judges schools") == []


def test_a_reference_finds_its_request(client, world):
    accepted(world)
    entry = accepted(world)
    assert found(client, world, "partner", entry.reference) == [entry.reference]
    assert found(client, world, "partner", entry.reference.lower()) == [entry.reference]


def test_labels_of_areas_and_departments_are_searched(client, world):
    entry = accepted(world, area=world.barnet)
    accepted(world)
    assert found(client, world, "partner", "Barnet") == [entry.reference]


def test_words_for_whitehall_only_are_found_by_whitehall_only(client, world):
    entry = accepted(world)
    say(world, entry, "The Treasury objects.", audience="whitehall")
    assert found(client, world, "champion", "treasury") == [entry.reference]
    assert found(client, world, "partner", "treasury") == []
    assert found(client, world, "officer", "treasury") == []


def test_an_officer_finds_nothing_of_other_areas(client, world):
    accepted(world, area=world.barnet, issue="Barnet’s own prisons")
    assert found(client, world, "officer", "prisons") == []


@pytest.mark.postgresql
def test_word_forms_are_found_and_the_best_match_comes_first(client, world):
    weak = accepted(world, issue="Schools", detail="")
    say(world, weak, "Prison funding was mentioned.")
    strong = accepted(world, issue="Prisons and prison funding of prisoners", detail="Prison")
    assert found(client, world, "partner", "prison fund") == [strong.reference, weak.reference]
    assert found(client, world, "partner", "funded prisons") == [strong.reference, weak.reference]


@pytest.mark.postgresql
def test_a_phrase_and_a_word_left_out_are_understood(client, world):
    phrase = accepted(world, issue="Share the data of families")
    accepted(world, issue="Data that schools share")
    assert found(client, world, "partner", '"share the data"') == [phrase.reference]
    assert found(client, world, "partner", "share data -schools") == [phrase.reference]


@pytest.mark.parametrize(
    "text", ['"', '""', "'", "a & b | !c", "\\", "%_%", "<->", "-", "--x", "ü ñ 漢字", "or OR and", "CB-"]
)
def test_a_search_for_anything_at_all_is_answered(client, world, text):
    accepted(world)
    assert len(found(client, world, "officer", text)) <= 1


def test_pages_of_a_search_hold_each_match_once(client, world):
    for number in range(30):
        accepted(world, issue=f"Pool number {number}")
    client.force_login(world.person("partner"))
    first = text_of(client.get("/requests/?q=pool"))
    assert "The best match is first." in first
    following = re.search(r'href="([^"]*)" rel="next"', first)
    second = text_of(client.get("/requests/" + following[1].replace("&amp;", "&")))
    seen = REFERENCE.findall(first) + REFERENCE.findall(second)
    assert len(seen) == len(set(seen)) == 30
