"""A change is saved as quickly, and without an error, while Redis refuses or hangs: no page asks it."""

from __future__ import annotations

import logging
import socket
from contextlib import closing

import pytest
from django.conf import settings as product
from django.test import Client

from cbtracker.outbox.models import OutboxMessage
from requests_log.models import LoggedRequest
from tests.databases import database_address
from tests.integration.faults.asks_broker import NAME
from tests.integration.faults.changing import Change, ninety_fifth, timed, unsaved, without_revision
from tests.integration.requests_log.world import accepted, again, make_world
from tests.integration.requests_log.writers import field
from tests.servers import free_port

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
REFUSES = f"redis://127.0.0.1:{free_port()}/0"
CHANGES = 6


@pytest.fixture
def hangs():
    """The address of a broker that takes connections and never answers."""
    with closing(socket.create_server(("127.0.0.1", 0), backlog=50)) as listener:
        yield f"redis://127.0.0.1:{listener.getsockname()[1]}/0"


@pytest.fixture
def without_logs():
    """A traceback with all that it knows takes seconds to write."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def change(times: int = CHANGES) -> list[Change]:
    """Mark a request as addressed and open it again, as often."""
    world = make_world()
    entry = accepted(world, world.dfe)
    client = Client(raise_request_exception=False)
    client.force_login(world.people["secretariat"])
    done = []
    for turn in range(times):
        text = f"Change {turn}"
        words = {"reason": text, "timescale": "after_april"} if turn % 2 else {"outcome": "agreed", "text": text}
        path = f"/requests/{entry.reference}/{'reopen' if turn % 2 else 'outcome'}/"
        words["version"] = field(client.get(path).content.decode(), "version")
        done.append(timed(text, lambda path=path, words=words: client.post(path, words)))
    return done


@pytest.mark.parametrize("broker", ["refuses", "hangs"])
def test_each_change_is_saved_within_a_second_and_its_email_waits(settings, broker, hangs):
    settings.CELERY_BROKER_URL = REFUSES if broker == "refuses" else hangs
    changes = change()
    assert unsaved(changes, database_address()) == []
    assert without_revision(database_address()) == []
    assert ninety_fifth(changes) <= 1
    assert OutboxMessage.objects.filter(state=OutboxMessage.State.QUEUED).count() == CHANGES


def test_a_page_that_asked_a_broker_that_refuses_would_be_noticed(settings, without_logs):
    """The negative control."""
    settings.CELERY_BROKER_URL, settings.MIDDLEWARE = REFUSES, [*product.MIDDLEWARE, NAME]
    assert unsaved(change(1), database_address())


def test_a_page_that_asked_a_broker_that_hangs_would_be_noticed(settings, hangs, without_logs):
    """The negative control."""
    settings.CELERY_BROKER_URL, settings.MIDDLEWARE = hangs, [*product.MIDDLEWARE, NAME]
    (only,) = change(1)
    assert only.seconds > 1


def test_a_status_without_a_revision_would_be_noticed():
    """The negative control."""
    world = make_world()
    entry = accepted(world, world.dfe)
    assert without_revision(database_address()) == []
    LoggedRequest.objects.filter(pk=entry.pk).update(status="addressed")
    assert without_revision(database_address()) == [again(entry).reference]
