"""How long coverage and the map take with 152 authorities of 200 steps each (issue 4).

As a program it takes the steps in the database of DATABASE_URL, then asks for each page as an officer, and prints for
each what it took: the longest of five, in seconds, and the statements, those of the session and the person among them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time

from tests.bench.data import ROOT, load, manage, server_environment

AUTHORITIES, STEPS = 152, 200
ASKED, MOST = 1.0, 6
PAGES = {
    "Coverage today": "/coverage/",
    "Coverage as at a date in the past": "/coverage/?as_at=2020-06-01",
    "Map today": "/coverage/map/",
}
NEW_STEPS = """
    INSERT INTO rollout_engagementstep (authority_id, step, "on", note, source, recorded_at, retraction)
    SELECT a.id, (ARRAY['interested', 'nominated', 'planning', 'live', 'paused', 'withdrawn'])[1 + (a.id + n) % 6],
        DATE '2011-04-01' + (n * 25 + a.id % 25)::int, '', '', now(), ''
    FROM areas_authority a CROSS JOIN generate_series(1, 200) n
"""


def coverage_seconds(server: str) -> list[tuple[str, float, int]]:
    """Page, seconds and statements, on the PostgreSQL server."""
    database = load(server, 1)
    environment = {**os.environ, **server_environment(database)}
    manage(database, "collectstatic", "--noinput", "-v0")
    command = [sys.executable, "-m", "tests.bench.coverage"]
    ended = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    return [tuple(row) for row in json.loads(ended.stdout.strip().splitlines()[-1])]


def main() -> None:
    """Take the steps, then ask for each page."""
    import django

    django.setup()
    from django.db import connection
    from django.test import Client

    from cbtracker.accounts.models import User

    with connection.cursor() as cursor:
        cursor.execute(NEW_STEPS)
        cursor.execute("UPDATE areas_authority SET tile_column = id % 17, tile_row = id / 17")
        cursor.execute("VACUUM ANALYZE rollout_engagementstep")
    client = Client(HTTP_HOST="127.0.0.1", headers={"x-forwarded-proto": "https"})
    client.force_login(User.objects.filter(role="officer").first())
    client.get("/coverage/")  # the renderer of charts starts once in the life of a process
    sys.stdout.write(json.dumps([[name, *_measured(client, path)] for name, path in PAGES.items()]) + "\n")


def _measured(client, path: str) -> tuple[float, int]:
    """The longest of five answers, and the statements of the last."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    seconds = []
    for _ in range(5):
        with CaptureQueriesContext(connection) as captured:
            started = time.perf_counter()
            answered = client.get(path)
            seconds.append(time.perf_counter() - started)
        assert answered.status_code == 200, answered
    return max(seconds), len(captured)


if __name__ == "__main__":
    main()
