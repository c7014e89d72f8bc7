"""Freedoms: found by everybody, with nothing of the rest of a request that they may not see."""

from __future__ import annotations

import pytest

from requests_log.freedoms import similar_freedoms
from requests_log.services import declare_freedom
from tests.integration.requests_log.reading import say, statements, text_of
from tests.integration.requests_log.world import World, accepted


def freedom(world: World, issue: str, text: str, *, area=None, **more):
    entry = accepted(world, area=area, issue=issue, **more)
    declare_freedom(entry, by=world.person("secretariat"), expected_version=entry.shared_version, text=text)
    return entry


@pytest.fixture
def pooling(world):
    return freedom(
        world,
        "Pooling the budgets of prisons",
        "Any area may pool what prisons spend on families.",
        area=world.barnet,
        detail="Confidential detail about zwieback",
    )


@pytest.mark.parametrize("role", ["officer", "partner", "champion"])
def test_every_reader_finds_every_freedom_whosever_request_it_was(client, world, pooling, role):
    client.force_login(world.person(role))
    html = text_of(client.get("/freedoms/"))
    assert "Freedoms (1)" in html
    assert "Any area may pool what prisons spend on families." in html
    assert "Barnet · DfE" in html


def test_the_request_is_linked_only_for_those_who_may_open_it(client, world, pooling):
    link = f'href="/requests/{pooling.reference}/"'
    client.force_login(world.person("officer"))
    assert pooling.reference not in text_of(client.get("/freedoms/"))
    client.force_login(world.person("partner"))
    assert link in text_of(client.get("/freedoms/"))


def test_words_of_the_rest_of_the_request_do_not_find_it(client, world, pooling):
    say(world, pooling, "A position about marzipan.")
    client.force_login(world.person("officer"))
    for word in ("zwieback", "marzipan"):
        html = text_of(client.get(f"/freedoms/?q={word}"))
        assert "No freedoms match" in html, word
        assert similar_freedoms(word, user=world.person("officer")) == []
    assert "Freedoms (1)" in text_of(client.get("/freedoms/?q=families+Barnet"))


@pytest.mark.postgresql
def test_other_forms_of_a_word_find_a_freedom(client, world, pooling):
    client.force_login(world.person("officer"))
    assert "Freedoms (1)" in text_of(client.get("/freedoms/?q=pool+prison+family"))


def test_the_likest_freedom_comes_first_and_unlike_ones_not_at_all(world, pooling):
    schools = freedom(world, "Schools in the pool", "Schools may take part.")
    user = world.person("officer")
    wanted = similar_freedoms("We want to pool money that prisons have for families", user=user)
    assert [found.entry_id for found in wanted] == [pooling.pk, schools.pk]
    assert wanted[0].text == "Any area may pool what prisons spend on families."
    assert similar_freedoms("weather", user=user) == []
    assert similar_freedoms("the and of to", user=user) == []
    assert len(similar_freedoms("pool", 1, user=user)) == 1


@pytest.mark.parametrize("text", ["'; DROP TABLE x", "a & | ! <-> :*", "\x00pool", "%", "“pool”", "pool " * 3000])
def test_a_text_of_any_kind_can_be_compared_and_searched(client, world, pooling, text):
    user = world.person("officer")
    assert len(similar_freedoms(text, user=user)) <= 1
    client.force_login(user)
    assert client.get("/freedoms/", {"q": text}).status_code in {200, 422}


def test_similar_freedoms_are_found_in_one_query(world, pooling, django_assert_num_queries):
    user = world.person("officer")
    for number in range(5):
        freedom(world, f"Issue {number} about pooling", "Pool it.")
    with django_assert_num_queries(1):
        assert len(similar_freedoms("pool", 5, user=user)) == 5


def test_the_page_takes_as_many_statements_for_many_as_for_few(client, world, pooling):
    client.force_login(world.person("officer"))
    few = statements(client, "/freedoms/")
    for number in range(20):
        freedom(world, f"Issue {number}", "Do it.")
    assert statements(client, "/freedoms/") == few <= 6


def test_an_administrator_finds_none(client, world, pooling):
    client.force_login(world.person("administrator"))
    assert client.get("/freedoms/").status_code == 404
    assert similar_freedoms("pool", user=world.person("administrator")) == []
