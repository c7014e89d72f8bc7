"""How long the page of the timeline takes, drawn with 200 entries beside the phases (issue 4).

As a program it writes the entries in the database of DATABASE_URL, reads the page through the whole of Django, and
prints the p50 in seconds and the statements.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time

from tests.bench.data import ROOT, SECRETARIAT, load, server_environment

REQUESTS, ENTRIES, ROUNDS = 1_000, 200, 30
ASKED, MOST = 0.1, 6
MANY = """
    UPDATE areas_phase SET starts_on = '2010-10-20', goes_live_on = '2011-04-01';
    INSERT INTO rollout_timelineentry
        (key, kind, lane, title, detail, starts_on, ends_on, inferred, inferred_why, source, "order", changed_at,
        version)
    SELECT '', 'band', 'intermediate', 'Entry ' || n || ' of the programme', repeat('In detail. ', 20),
        date '2011-04-01' + n, date '2011-07-01' + n, true, 'From the drawing', 'F000 Annex A', n, now(), 1
    FROM generate_series(1, 200) n;
"""


def timeline_seconds(server: str) -> tuple[float, int]:
    """The p50 and the statements of the page, on the PostgreSQL server."""
    environment = {**os.environ, **server_environment(load(server, REQUESTS, "bench_timeline"))}
    command = [sys.executable, "-m", "tests.bench.timeline"]
    ended = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    seconds, count = json.loads(ended.stdout.strip().splitlines()[-1])
    return seconds, count


def main() -> None:
    """Write the entries, read the page, and print what that took as JSON."""
    import django

    django.setup()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(MANY)
    sys.stdout.write(json.dumps(_measured()) + "\n")


def _measured() -> tuple[float, int]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from cbtracker.accounts.models import User

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(
        User.objects.get(email=SECRETARIAT), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    seconds = []
    for _ in range(ROUNDS):
        with CaptureQueriesContext(connection) as captured:
            started = time.perf_counter()
            page = client.get("/timeline/")
            seconds.append(time.perf_counter() - started)
        if page.status_code != 200 or page.content.count(b'<rect class="cb-timeline__bar') < ENTRIES:
            raise RuntimeError(f"the timeline answered {page.status_code} without its entries")
    return statistics.median(seconds), len(captured)


if __name__ == "__main__":
    main()
