"""While PostgreSQL is away every page says so with 503; when it is back everything is as it was."""

from __future__ import annotations

import threading

import psycopg2
import pytest
import requests
from django.core.cache import cache

from tests.databases import database_address
from tests.integration.requests_log.world import accepted, make_world
from tests.integration.requests_log.writers import WON, Writer, champions
from tests.processes import product
from tests.servers import free_port, postgres_server

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

BACK_WITHIN_SECONDS = 10
PAGES = [
    "/",
    "/requests/",
    "/requests/CB-0001/",
    "/account/login/",
    "/account/password/change/",
    "/families/annex-d/",
    "/offer/",
]
WORDS = {"text": "The order is being drafted.", "audience": "areas", "next_step": "Lay it before the House"}
PATH = "/requests/CB-0001/position/"


class Visitor(Writer):
    """A champion's browser."""

    def get(self, path: str):
        return self.session.get(self.address + path, timeout=30, allow_redirects=False)

    def statuses(self) -> list[int]:
        return [self.get(path).status_code for path in PAGES]


def is_a_plain_page_that_says_when_to_come_back(answer) -> bool:
    plain = "Traceback" not in answer.text and "psycopg2" not in answer.text
    said = "the service is away for a moment" in answer.text
    return (answer.status_code, answer.headers.get("Retry-After"), plain, said) == (503, "10", True, True)


def positions_in(address: str) -> list[str]:
    with psycopg2.connect(address) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT text FROM requests_log_position ORDER BY id")
        return [text for (text,) in cursor.fetchall()]


@pytest.fixture
def database():
    """A PostgreSQL of this test's own, with a world in it."""
    cache.clear()
    world = make_world()
    accepted(world, world.dfe)
    champions(world.dfe, 1)
    with postgres_server() as server:
        server.take_copy_of(database_address())
        yield server


def stop_while_it_waits(visitor: Visitor, database) -> list:
    """Send words that wait for a lock, end PostgreSQL meanwhile, and return the answer."""
    form, answers = visitor.open(PATH), []
    holder = psycopg2.connect(database.address)
    with holder.cursor() as cursor:
        cursor.execute("SELECT 1 FROM requests_log_loggedrequest FOR UPDATE")
        sender = threading.Thread(target=lambda: answers.append(visitor.send(PATH, {**form, **WORDS})))
        sender.start()
        _wait_for_the_lock(database.address)
        database.child.stop()
    sender.join(30)
    holder.close()
    return answers


def _wait_for_the_lock(address: str) -> None:
    with psycopg2.connect(address) as connection, connection.cursor() as cursor:
        for _ in range(600):
            cursor.execute("SELECT pg_sleep(0.05), count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
            if cursor.fetchone()[1]:
                return
    pytest.fail("nobody waits for the lock")


def test_pages_answer_503_while_postgresql_is_away_and_nothing_unsaved_is_acknowledged(database, tmp_path):
    nowhere = f"redis://127.0.0.1:{free_port()}/0"
    with product(tmp_path, broker=nowhere, database=database.address) as processes:
        web = processes.web(workers=2)
        processes.all_ready()
        visitor = Visitor(web.address, "writer0@test.example")
        before = visitor.statuses()
        assert set(before) <= {200, 302}

        (answer,) = stop_while_it_waits(visitor, database)
        assert is_a_plain_page_that_says_when_to_come_back(answer)
        assert all(is_a_plain_page_that_says_when_to_come_back(visitor.get(path)) for path in PAGES)
        assert is_a_plain_page_that_says_when_to_come_back(requests.get(web.address + "/offer/", timeout=30))
        assert visitor.get("/readyz").status_code == 503
        assert web.answers()

        database.start()
        processes.wait_until(lambda: visitor.statuses() == before, "every page is back", BACK_WITHIN_SECONDS)
        assert positions_in(database.address) == []
        assert visitor.send(PATH, {**visitor.open(PATH), **WORDS}).status_code == WON
        assert positions_in(database.address) == [WORDS["text"]]
