"""Twenty people, fifty rounds, one request, behind gunicorn with two processes: every round one wins, no word is lost.

The short run, and the negative control that takes the version claim out, are in
tests/integration/requests_log/test_concurrency.py.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from django.conf import settings
from django.core.cache import cache

from tests.databases import database_address
from tests.integration.requests_log.world import accepted, make_world
from tests.integration.requests_log.writers import LOST, WON, champions, faults, write_at_once
from tests.servers import free_port

WRITERS, ROUNDS = 20, 50
START_WITHIN_SECONDS = 60

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@contextmanager
def gunicorn(folder: Path) -> Iterator[str]:
    """Serve the product on the test's database: two processes of four threads; yields the address."""
    port = free_port()
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": database_address()}
    command = [sys.executable, "-m", "gunicorn", "cbtracker.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2"]
    command += ["--threads", "4", "--keep-alive", "120", "--no-control-socket"]
    log = folder / "gunicorn.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        _wait_for(f"http://127.0.0.1:{port}", process, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_WITHIN_SECONDS
    while True:
        try:
            requests.get(f"{address}/account/login/", timeout=5)
        except requests.ConnectionError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"gunicorn did not start:\n{log.read_text(errors='replace')}") from None
            time.sleep(0.1)
        else:
            return


def test_of_twenty_writers_one_wins_each_of_fifty_rounds_and_no_word_is_lost(transactional_db, tmp_path):
    world = make_world()
    entry = accepted(world, world.dfe)
    people = champions(world.dfe, WRITERS)
    cache.clear()  # tries to sign in that tests before this one made count against the limit, and outlive them
    with gunicorn(tmp_path) as address:
        answers = write_at_once(address, entry, people, ROUNDS)
    assert faults(answers, entry, entry.version) == []
    assert sum(one.status == WON for one in answers) == ROUNDS
    assert sum(one.status == LOST for one in answers) == ROUNDS * (WRITERS - 1)
