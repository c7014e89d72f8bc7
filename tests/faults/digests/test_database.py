"""PostgreSQL is restarted three times, once without being asked to end, while twenty people work."""

from __future__ import annotations

import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator

import psycopg2
import pytest
import requests
from django.core.cache import cache

from tests import servers
from tests.databases import database_address
from tests.integration.faults.changing import Change, unsaved, without_revision
from tests.integration.requests_log.world import accepted, make_world
from tests.integration.requests_log.writers import LOST, WON, Writer, champions, field
from tests.processes import Processes, Web, product
from tests.servers import Server, free_port, postgres_server

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
FAULT = "PostgreSQL restarted 3 times under 20 clients"
ASKED = "0 acknowledged changes lost, 0 status without revision, only 503s, back ≤ 10 s"
CLIENTS, AWAY = 20, 503
BACK_WITHIN_SECONDS = 10
BETWEEN = 6


class Client(threading.Thread):
    """One person who says again and again where a request stands; `answers` are the statuses that they got."""

    def __init__(self, address: str, email: str, reference: str, over: threading.Event) -> None:
        super().__init__()
        self.writer, self.path = Writer(address, email), f"/requests/{reference}/position/"
        self.reference, self.over = reference, over
        self.answers: list[int | str] = []
        self.acknowledged: list[tuple[float, str]] = []

    def run(self) -> None:
        turn = 0
        while not self.over.is_set():
            turn += 1
            try:
                self._once(f"{self.reference}: turn {turn}")
            except requests.RequestException as error:
                self.answers.append(type(error).__name__)
            time.sleep(0.2)

    def _once(self, text: str) -> None:
        page = self.writer.session.get(self.writer.address + self.path, timeout=60)
        if page.status_code != 200:
            self.answers.append(page.status_code)
            return
        form = {name: field(page.text, name) for name in ("csrfmiddlewaretoken", "version", "for")}
        answer = self.writer.send(self.path, {**form, "text": text, "audience": "areas", "next_step": ""})
        self.answers.append(answer.status_code)
        if answer.status_code == WON:
            self.acknowledged.append((time.monotonic(), text))


@pytest.fixture
def database(monkeypatch, request) -> Iterator[Server]:
    """A PostgreSQL of this test's own that keeps what it has acknowledged, as in earnest."""
    for name, value in getattr(request, "param", {"synchronous_commit": "on"}).items():
        monkeypatch.setitem(servers.POSTGRES_OPTIONS, name, value)
    cache.clear()
    world = make_world()
    for number in range(CLIENTS):
        accepted(world, world.dfe, issue=f"Request {number}")
    champions(world.dfe, CLIENTS)
    with postgres_server() as server:
        server.take_copy_of(database_address())
        yield server


def served(database: Server, processes: Processes) -> Web:
    web = processes.web(workers=2)
    processes.all_ready()
    return web


def restart(database: Server, *, at_once: bool) -> float:
    """End PostgreSQL, `at_once` as a crash would, start it, and return when it answers again."""
    if at_once:
        database.child.process.send_signal(signal.SIGQUIT)
        database.child.process.wait(30)
    database.restart()
    return time.monotonic()


def first_after(clients: list[Client], moment: float) -> float:
    """Seconds from `moment` until somebody saved something."""
    return min((at - moment for one in clients for at, _ in one.acknowledged if at > moment), default=float("inf"))


def test_twenty_people_lose_nothing_that_was_acknowledged_over_three_restarts(measured, database, tmp_path):
    nowhere, over = f"redis://127.0.0.1:{free_port()}/0", threading.Event()
    with product(tmp_path, broker=nowhere, database=database.address) as processes:
        web = served(database, processes)
        clients = [Client(web.address, f"writer{n}@test.example", f"CB-{n + 1:04d}", over) for n in range(CLIENTS)]
        for client in clients:
            client.start()
        back = []
        for at_once in (False, True, False):
            time.sleep(BETWEEN)
            back.append(restart(database, at_once=at_once))
        time.sleep(BACK_WITHIN_SECONDS)
        over.set()
        for client in clients:
            client.join(60)
    answers = Counter(status for one in clients for status in one.answers)
    acknowledged = [Change(text, WON, 0) for one in clients for _, text in one.acknowledged]
    lost, bare = unsaved(acknowledged, database.address), without_revision(database.address)
    strange = {status: count for status, count in answers.items() if status not in (WON, LOST, AWAY)}
    slowest = max(first_after(clients, moment) for moment in back)
    figures = f"{len(lost)} of {len(acknowledged)} acknowledged lost, {len(bare)} without revision"
    errors = f"{answers[AWAY]} answers 503, {sum(strange.values())} other errors {strange or ''}"
    measured(FAULT, ASKED, f"{figures}, {errors}, back in {slowest:.1f} s")
    assert (lost, bare, strange) == ([], [], {})
    assert answers[AWAY]
    assert slowest <= BACK_WITHIN_SECONDS


FORGETS = {"synchronous_commit": "off", "wal_writer_delay": "10s", "wal_writer_flush_after": "1GB"}


@pytest.mark.parametrize("database", [FORGETS], indirect=True)
def test_a_database_that_acknowledges_before_it_keeps_would_be_noticed(database, tmp_path):
    """The negative control."""
    nowhere = f"redis://127.0.0.1:{free_port()}/0"
    with product(tmp_path, broker=nowhere, database=database.address) as processes:
        client = Client(served(database, processes).address, "writer0@test.example", "CB-0001", threading.Event())
        with psycopg2.connect(database.address) as connection, connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")
        client._once("Acknowledged, and not kept")
        assert client.answers == [WON]
        restart(database, at_once=True)
        assert unsaved([Change("Acknowledged, and not kept", WON, 0)], database.address)
