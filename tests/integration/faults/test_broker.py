"""A change is saved as quickly, and without an error, while Redis refuses or hangs: no page asks it."""

from __future__ import annotations

import re
import socket
import time
from contextlib import closing

import pytest
from django.conf import settings as product
from django.test import Client

from cbtracker.outbox.models import OutboxMessage
from tests.integration.faults.asks_broker import NAME
from tests.integration.faults.changing import Change, ninety_fifth, unsaved
from tests.integration.requests_log.world import accepted, make_world
from tests.integration.requests_log.writers import field
from tests.servers import free_port

pytestmark = pytest.mark.django_db(transaction=True)
REFUSES = f"redis://127.0.0.1:{free_port()}/0"
CHANGES = 5


@pytest.fixture
def hangs():
    """The address of a broker that takes connections and never answers."""
    with closing(socket.create_server(("127.0.0.1", 0), backlog=50)) as listener:
        yield f"redis://127.0.0.1:{listener.getsockname()[1]}/0"


def change(times: int = CHANGES) -> list[Change]:
    """Let a champion say where a request stands, as often."""
    world = make_world()
    entry = accepted(world, world.dfe)
    client = Client(raise_request_exception=False)
    client.force_login(world.people["champion"])
    path, done = f"/requests/{entry.reference}/position/", []
    for turn in range(times):
        page = client.get(path).content.decode()
        form = {name: field(page, name) for name in ("version", "for") if re.search(f'name="{name}"', page)}
        began = time.monotonic()
        answer = client.post(path, {**form, "text": f"Change {turn}", "audience": "areas", "next_step": ""})
        done.append(Change(f"Change {turn}", answer.status_code, time.monotonic() - began))
    return done


@pytest.mark.parametrize("broker", ["refuses", "hangs"])
def test_each_change_is_saved_within_a_second_and_its_email_waits(settings, broker, hangs):
    settings.CELERY_BROKER_URL = REFUSES if broker == "refuses" else hangs
    changes = change()
    assert unsaved(changes) == []
    assert ninety_fifth(changes) <= 1
    assert OutboxMessage.objects.filter(kind="position_stated", state=OutboxMessage.State.QUEUED).exists()


def test_a_page_that_asked_a_broker_that_refuses_would_be_noticed(settings):
    """The negative control."""
    settings.CELERY_BROKER_URL, settings.MIDDLEWARE = REFUSES, [*product.MIDDLEWARE, NAME]
    assert unsaved(change(1))


def test_a_page_that_asked_a_broker_that_hangs_would_be_noticed(settings, hangs):
    """The negative control."""
    settings.CELERY_BROKER_URL, settings.MIDDLEWARE = hangs, [*product.MIDDLEWARE, NAME]
    (only,) = change(1)
    assert only.seconds > 1
