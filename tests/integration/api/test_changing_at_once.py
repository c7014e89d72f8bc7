"""Several clients change the same at the same moment, on PostgreSQL: all have shown the version that is there."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from django.db import connections

from requests_log.api import bulk, raising
from requests_log.models import ChangeBatch
from tests.integration.requests_log.world import World, accepted, again, make_world

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
CLIENTS = 4


@pytest.fixture
def world() -> World:
    return make_world()


def wait_before(monkeypatch: pytest.MonkeyPatch, module: Any, service: str) -> None:
    """Let `service` begin only when every client's If-Match, or what is like it, has been found right."""
    together, real = threading.Barrier(CLIENTS), getattr(module, service)

    def wait_and_do(*args: Any, **options: Any) -> Any:
        together.wait(timeout=60)
        return real(*args, **options)

    monkeypatch.setattr(module, service, wait_and_do)


def at_once(send: Callable[[int], Any]) -> list[Any]:
    """What each client is answered."""
    answers: list[Any] = []

    def run(number: int) -> None:
        try:
            answers.append(send(number))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def patch_at_once(api, world, entry):
    client, address = api(world.person("secretariat")), f"requests/{entry.reference}/"
    read = client.get(address)
    clients = [api(world.person("secretariat")) for _ in range(CLIENTS)]
    return at_once(lambda number: clients[number].patch(address, {"contact": f"Client {number}"}, match=read))


def test_of_several_clients_one_changes_a_request_and_the_others_see_what_it_said(api, world, monkeypatch):
    entry = accepted(world, world.dfe)
    wait_before(monkeypatch, raising, "triage")
    answers = patch_at_once(api, world, entry)
    assert Counter(answer.status_code for answer in answers) == {200: 1, 412: CLIENTS - 1}
    [won] = [answer.json() for answer in answers if answer.status_code == 200]
    assert all(answer.json()["current"] == won for answer in answers if answer.status_code == 412)
    assert (again(entry).contact, again(entry).revisions.count()) == (won["contact"], 3)


def test_without_the_versions_in_the_service_each_would_write_over_the_one_before(api, world, monkeypatch):
    """The negative control: If-Match alone is asked too early."""
    entry = accepted(world, world.dfe)
    wait_before(monkeypatch, raising, "triage")
    module = import_module("requests_log.services.triage")  # the package has a function of this name
    monkeypatch.setattr(module, "expect", lambda *args, **options: None)
    assert Counter(answer.status_code for answer in patch_at_once(api, world, entry)) == {200: CLIENTS}


def test_of_several_bulk_changes_of_the_same_requests_one_is_made_and_is_reversed_once(api, world, monkeypatch):
    entries = [accepted(world), accepted(world)]
    clients = [api(world.person("secretariat")) for _ in range(CLIENTS)]
    seen = [{"reference": entry.reference, "version": entry.version} for entry in entries]
    body = {"requests": seen, "reason": "So", "timescale": "after_april"}
    wait_before(monkeypatch, bulk, "bulk_change")
    made = at_once(lambda number: clients[number].post("bulk-changes/", body))
    assert Counter(answer.status_code for answer in made) == {201: 1, 412: CLIENTS - 1}
    address = f"bulk-changes/{ChangeBatch.objects.get().pk}/reversal/"
    wait_before(monkeypatch, bulk, "reverse_batch")
    undone = at_once(lambda number: clients[number].post(address, {"reason": f"Client {number}"}))
    assert Counter(answer.status_code for answer in undone) == {201: 1, 409: CLIENTS - 1}
    assert [again(entry).revisions.count() for entry in entries] == [4, 4]
