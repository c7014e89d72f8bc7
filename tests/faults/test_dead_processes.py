"""A worker or a beat that is killed shows within five minutes, and a Redis that is killed shows as what it is.

With moved clocks: tests/integration/health/test_report.py.
"""

from __future__ import annotations

import time

import pytest
import requests

from tests.processes import Processes, Web, product
from tests.servers import valkey_server

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
SHOWS_WITHIN_SECONDS = 300
# It shows when nothing was done for five minutes, which is asked every few seconds.
REDIS_SHOWS_WITHIN_SECONDS = 330
WELL_AGAIN_WITHIN_SECONDS = 120


def said_by(web: Web) -> tuple[int, str]:
    answer = requests.get(f"{web.address}/healthz/background", timeout=10)
    return answer.status_code, answer.text


def seconds_until(processes: Processes, web: Web, status: int, words: str, within: float) -> float:
    """How long it takes until the monitor's address answers so."""
    started = time.monotonic()

    def shows() -> bool:
        got, text = said_by(web)
        return got == status and words in text

    processes.wait_until(shows, f"{status} {words}", within)
    return time.monotonic() - started


def test_what_is_killed_shows_and_is_well_again_after_its_start(tmp_path):
    with valkey_server() as redis, product(tmp_path, broker=redis.address, OUTBOX_EVERY_SECONDS="5") as processes:
        web, one, _two = processes.web(), processes.worker("one"), processes.worker("two")
        beat = processes.beat()
        processes.all_ready()
        seconds_until(processes, web, 200, "ok", WELL_AGAIN_WITHIN_SECONDS)
        for child, name in ((one, "Worker one@"), (beat, "Beat beat was")):
            child.kill()
            took = seconds_until(processes, web, 503, name, SHOWS_WITHIN_SECONDS)
            child.start()
            again = seconds_until(processes, web, 200, "ok", WELL_AGAIN_WITHIN_SECONDS)
            print(f"\n{child.name} killed: shows after {took:.0f} s; well {again:.0f} s after its start")
        redis.child.kill()
        took = seconds_until(processes, web, 503, "has had nothing to do", REDIS_SHOWS_WITHIN_SECONDS)
        assert "last seen" not in said_by(web)[1], "nobody is said to be dead"
        redis.start()
        again = seconds_until(processes, web, 200, "ok", WELL_AGAIN_WITHIN_SECONDS)
        print(f"\nRedis killed: shows after {took:.0f} s; well {again:.0f} s after its start")
