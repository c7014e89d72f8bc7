"""A champion says by API where a request stands."""

from __future__ import annotations

import pytest

from cbtracker.rest.models import IdempotencyKey, Scope
from requests_log.models import Position
from tests.integration.api.conftest import pointers
from tests.integration.requests_log.world import World, accepted, make_world

pytestmark = pytest.mark.django_db
WORDS = {"text": "The form is with lawyers", "confidence": "on_track", "next_step_on": "2030-04-15"}


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def entry(world):
    return accepted(world, world.dfe)


def test_a_champion_reads_a_request_states_a_position_and_reads_it_there(api, world, entry):
    client = api(world.person("champion"))
    read = client.get(f"requests/{entry.reference}/")
    said = client.post(f"requests/{entry.reference}/positions/", WORDS, match=read)
    assert said.status_code == 200, said.content
    assert said.json()["positions"][0]["text"] == WORDS["text"]
    assert said["ETag"] != read["ETag"]
    assert client.get(f"requests/{entry.reference}/")["ETag"] == said["ETag"]


def test_of_two_clients_with_the_same_version_one_saves_and_the_other_sees_what_is_there_now(api, world, entry):
    client = api(world.person("secretariat"))
    address = f"requests/{entry.reference}/positions/"
    read = client.get(f"requests/{entry.reference}/")
    first = client.post(address, WORDS, match=read)
    second = client.post(address, {"text": "Something else"}, match=read)
    assert (first.status_code, second.status_code) == (200, 412)
    problem = second.json()
    assert second["Content-Type"] == "application/problem+json"
    assert problem["current"]["positions"][0]["text"] == WORDS["text"]
    assert second["ETag"] == first["ETag"]
    assert Position.objects.filter(text="Something else").count() == 0


def test_without_a_version_nothing_is_saved(api, world, entry):
    client = api(world.person("secretariat"))
    answer = client.post(f"requests/{entry.reference}/positions/", WORDS)
    assert answer.status_code == 428
    assert not Position.objects.filter(text=WORDS["text"]).exists()


def test_faults_are_named_with_their_place_and_nothing_is_saved(api, world, entry):
    client = api(world.person("secretariat"))
    read = client.get(f"requests/{entry.reference}/")
    wrong = {"text": "  ", "confidence": "sure", "documents": [{"title": ""}], "txet": 1}
    answer = client.post(f"requests/{entry.reference}/positions/", wrong, match=read)
    assert answer.status_code == 422
    assert set(pointers(answer)) == {"#/text", "#/confidence", "#/documents/0/title", "#/txet"}


def test_the_same_key_saves_once_and_another_body_with_it_is_refused(api, world, entry):
    client = api(world.person("secretariat"))
    read = client.get(f"requests/{entry.reference}/")
    address = f"requests/{entry.reference}/positions/"
    first = client.post(address, WORDS, match=read, key="one")
    again = client.post(address, WORDS, match=read, key="one")
    other = client.post(address, {"text": "Other words"}, match=read, key="one")
    assert (first.status_code, again.status_code, other.status_code) == (200, 200, 422)
    assert again["Idempotency-Replayed"] == "true"
    assert again.json() == first.json()
    assert again["ETag"] == first["ETag"]
    assert Position.objects.filter(text=WORDS["text"]).count() == 1
    assert IdempotencyKey.objects.count() == 1


def test_a_key_of_a_request_that_failed_can_be_used_when_it_is_mended(api, world, entry):
    client = api(world.person("secretariat"))
    read = client.get(f"requests/{entry.reference}/")
    address = f"requests/{entry.reference}/positions/"
    assert client.post(address, {"text": ""}, match=read, key="one").status_code == 422
    assert client.post(address, WORDS, match=read, key="one").status_code == 200


def test_a_version_that_is_known_is_not_sent_again(api, world, entry):
    client = api(world.person("partner"))
    read = client.get(f"requests/{entry.reference}/")
    again = client.get(f"requests/{entry.reference}/", **{"If-None-Match": read["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_token_that_only_reads_writes_nothing(api, world, entry):
    client = api(world.person("secretariat"), Scope.READ)
    read = client.get(f"requests/{entry.reference}/")
    answer = client.post(f"requests/{entry.reference}/positions/", WORDS, match=read)
    assert (read.status_code, answer.status_code) == (200, 403)
    assert not Position.objects.filter(text=WORDS["text"]).exists()
