"""How long it takes to tell what changed in a register of 10,000 requests of which 2,000 did (issue 3).

Each of the 2,000 has a new revision: a new position, a slipped date, an outcome, other areas or another issue, some of
them recorded late. As a program it compares in the database of DATABASE_URL, as each of three readers, and prints for
each the seconds, the statements and how many requests changed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import UTC, datetime

from tests.bench.data import ROOT, load, server_environment

REQUESTS, CHANGED = 10_000, 2_000
ASKED, MOST = 2.0, 12
KNOWN = datetime(2011, 4, 1, 12, tzinfo=UTC)
NEW_REVISIONS = """
    INSERT INTO requests_log_revision
        (entry_id, version, area_version, area_visible, action, reason, by_name, effective_at, recorded_at, data)
    SELECT r.id, 6, 6, true, 'changed', 'A reason given', 'Champion', r.effective_at, '2011-04-02 12:00+00',
        r.record || (ARRAY[
            jsonb_build_object('area_position', said, 'position', said),
            '{"due_on": "2014-01-01"}'::jsonb,
            '{"status": "addressed", "outcome": "agreed", "outcome_text": "It was agreed to do so"}'::jsonb,
            '{"areas_label": "Many areas", "scope": "many", "areas": []}'::jsonb,
            jsonb_build_object('issue', r.issue || ' and more')
        ])[1 + r.number / 5 %% 5]
    FROM requests_log_loggedrequest r
    CROSS JOIN LATERAL (SELECT r.record -> 'position' || jsonb_build_object(
        'text', replace(r.position_text, 'rare1', 'other') || ' and since then more', 'at', r.effective_at) AS said) s
    WHERE r.number %% 5 = 0
"""


def changes_seconds(server: str) -> list[tuple[str, float, int, int]]:
    """Reader, seconds, statements and requests that changed, on the PostgreSQL server."""
    environment = {**os.environ, **server_environment(load(server, REQUESTS, "bench_changes"))}
    command = [sys.executable, "-m", "tests.bench.changes"]
    ended = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    return [tuple(row) for row in json.loads(ended.stdout.strip().splitlines()[-1])]


def main() -> None:
    """Change the register, then compare as each reader; print what that took as JSON."""
    import django

    django.setup()
    from django.db import connection

    from cbtracker.accounts.models import User
    from requests_log.sights import Sight

    with connection.cursor() as cursor:
        cursor.execute(NEW_REVISIONS.replace("%%", "%"))
        cursor.execute("VACUUM ANALYZE requests_log_revision")
    officer = User.objects.filter(role="officer").first()
    readers = {"Whitehall": Sight.WHITEHALL, "partners": Sight.PARTNERS, "an officer": officer}
    sys.stdout.write(json.dumps([[name, *_measured(reader)] for name, reader in readers.items()]) + "\n")


def _measured(reader) -> tuple[float, int, int]:
    """The longest of three comparisons, its statements, and how many requests changed."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from requests_log.changes_since import Point, read_changes

    seconds = []
    for _ in range(3):
        with CaptureQueriesContext(connection) as captured:
            started = time.perf_counter()
            changes = read_changes(reader, Point(KNOWN, KNOWN), Point(datetime.now(tz=UTC)))
            count = len(changes.changed)
            seconds.append(time.perf_counter() - started)
    return max(seconds), len(captured), count


if __name__ == "__main__":
    main()
