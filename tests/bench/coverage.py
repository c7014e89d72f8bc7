"""How long coverage, the map and the timeline take with 152 authorities of 200 steps each, beside 2 each (issue 4).

As a program it takes the steps in the database of DATABASE_URL, asks for each page as an officer, and prints for each
what it took with few steps and with many: the longest of five, in seconds, and the statements, those of the session and
the person among them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import Any

from tests.bench.data import ROOT, load, manage, server_environment

AUTHORITIES, FEW, STEPS = 152, 2, 200
ASKED, MOST, MORE = 1.0, 6, 0.5
"""Seconds, statements, and how many seconds more than with few steps: a hundredth of them."""
PAGES = {
    "Coverage today": "/coverage/",
    "Coverage as at a date in the past": "/coverage/?as_at=2020-06-01",
    "Coverage as CSV": "/coverage/coverage.csv",
    "Map today": "/coverage/map/",
    "Map as at a date in the past": "/coverage/map/?as_at=2020-06-01",
    "Timeline": "/timeline/",
}
NEW_STEPS = """
    INSERT INTO rollout_engagementstep (authority_id, step, "on", note, source, recorded_at, retraction)
    SELECT a.id, (ARRAY['interested', 'nominated', 'planning', 'live', 'paused', 'withdrawn'])[1 + (a.id + n) %% 6],
        DATE '2011-04-01' + (n * 25 + a.id %% 25)::int, '', '', now(), ''
    FROM areas_authority a CROSS JOIN generate_series(%s, %s) n
"""


@dataclass(frozen=True)
class Measured:
    """One page: the seconds and the statements with few steps of each authority, and with many."""

    page: str
    few_seconds: float
    few_statements: int
    seconds: float
    statements: int

    @property
    def more(self) -> float:
        """How many seconds more it takes with many steps."""
        return self.seconds - self.few_seconds

    @property
    def reached(self) -> bool:
        """Whether it is quick enough, and asks the database no more than it may, for many steps as for few."""
        quick = self.seconds <= ASKED and self.more <= MORE
        return quick and self.few_statements == self.statements <= MOST


def coverage_seconds(server: str) -> list[Measured]:
    """What each page took, on the PostgreSQL server."""
    database = load(server, 1)
    environment = {**os.environ, **server_environment(database)}
    manage(database, "collectstatic", "--noinput", "-v0")
    command = [sys.executable, "-m", "tests.bench.coverage"]
    ended = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    return [Measured(*row) for row in json.loads(ended.stdout.strip().splitlines()[-1])]


def main() -> None:
    """Take a few steps and ask for each page; take the others and ask again."""
    import django

    django.setup()
    from django.test import Client

    from cbtracker.accounts.models import User

    client = Client(HTTP_HOST="127.0.0.1", headers={"x-forwarded-proto": "https"})
    client.force_login(User.objects.filter(role="officer").first())
    _take(1, FEW)
    few = _asked(client)
    _take(FEW + 1, STEPS)
    many = _asked(client)
    sys.stdout.write(json.dumps([[page, *few[page], *many[page]] for page in PAGES]) + "\n")


def _take(first: int, last: int) -> None:
    """The steps of each authority from its `first` to its `last`; and a place on the map for it."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(NEW_STEPS, [first, last])
        cursor.execute("UPDATE areas_authority SET tile_column = id % 17, tile_row = id / 17")
        cursor.execute("VACUUM ANALYZE rollout_engagementstep")


def _asked(client: Any) -> dict[str, tuple[float, int]]:
    client.get("/coverage/")  # the renderer of charts starts once in the life of a process
    return {page: _measured(client, path) for page, path in PAGES.items()}


def _measured(client: Any, path: str) -> tuple[float, int]:
    """The longest of five answers, and the statements of the last."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    seconds = []
    for _ in range(5):
        with CaptureQueriesContext(connection) as captured:
            started = time.perf_counter()
            answered = client.get(path)
            seconds.append(time.perf_counter() - started)
        if answered.status_code != 200:
            raise RuntimeError(f"{path} answered {answered.status_code}")
    return max(seconds), len(captured)


if __name__ == "__main__":
    main()
