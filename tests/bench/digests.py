"""How long queueing the digests of 2,000 people over 10,000 requests takes, in how many queries and how much memory.

As a program it adds the people to the database of DATABASE_URL, queues a hundred of their digests, then all others,
then writes some as emails, and prints what that took (issue 6).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.bench.data import ROOT, load, server_environment

REQUESTS, PEOPLE, FIRST, WRITTEN = 10_000, 2_000, 100, 50
ASKED, MOST_PER_HUNDRED, MOST_GROWTH = 60.0, 12.0, 20 * 2**20
NOW = datetime(2011, 3, 28, 8, 1, tzinfo=ZoneInfo("Europe/London"))
# Deputies of 12 departments, leads, officers, partners who watch 20 requests each, 20 of the secretariat.
SQL = """
    TRUNCATE areas_authoritymembership, areas_localitylead, areas_departmentmembership;
    UPDATE accounts_user SET is_active = false, access_ended_at = now();
    INSERT INTO accounts_user (password, email, full_name, job_title, role, is_active, date_joined)
    SELECT '!', role || n || '@digest.example', initcap(role) || ' ' || n, '', role, true, '2010-10-20'
    FROM (SELECT n, CASE WHEN n % 100 = 0 THEN 'secretariat' WHEN n % 4 = 1 THEN 'partner' WHEN n % 20 IN (2, 7, 11)
            THEN 'champion' WHEN n % 13 = 0 THEN 'locality_lead' ELSE 'officer' END AS role
          FROM generate_series(1, 2000) n) made;
    INSERT INTO areas_departmentmembership (user_id, department_id, part, from_on)
    SELECT u.id, d.id, 'deputy', '2010-10-20' FROM accounts_user u
    JOIN areas_department d ON d.abbreviation = 'D' || (1 + u.id % 12) WHERE u.role = 'champion' AND u.is_active;
    INSERT INTO areas_authoritymembership (user_id, authority_id, from_on)
    SELECT u.id, m.authority_id, '2010-10-20' FROM accounts_user u
    JOIN areas_area a ON a.slug = 'area-' || (1 + u.id % 152) JOIN areas_areamember m ON m.area_id = a.id
    WHERE u.role = 'officer' AND u.is_active;
    INSERT INTO areas_localitylead (user_id, authority_id, handover_note, from_on)
    SELECT max(u.id), m.authority_id, '', '2010-10-20' FROM accounts_user u
    JOIN areas_area a ON a.slug = 'area-' || (1 + u.id % 152) JOIN areas_areamember m ON m.area_id = a.id
    WHERE u.role = 'locality_lead' AND u.is_active GROUP BY m.authority_id;
    INSERT INTO requests_log_watch (entry_id, user_id, since)
    SELECT r.id, u.id, now() FROM accounts_user u CROSS JOIN generate_series(1, 20) n
    JOIN requests_log_loggedrequest r ON r.number = 1 + (u.id * 37 + n * 101) % 10000
    WHERE u.role = 'partner' AND u.is_active ON CONFLICT DO NOTHING;
"""


@dataclass(frozen=True)
class Queueing:
    """What queueing took: seconds, digests queued, queries per hundred people beyond those of the first, growth."""

    seconds: float
    queued: int
    dealt_with: int
    per_hundred: float
    in_all: int
    grown: int
    written_per_second: float


def digest_seconds(server: str) -> Queueing:
    """Measure on a register of `REQUESTS` on the PostgreSQL server, in a process of its own."""
    environment = {**os.environ, **server_environment(load(server, REQUESTS, "bench_digests"))}
    command = [sys.executable, "-m", "tests.bench.digests"]
    ended = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    return Queueing(**json.loads(ended.stdout.strip().splitlines()[-1]))


def _most_memory() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * 1024


def main() -> None:
    """Queue, count and write."""
    import django

    django.setup()
    from django.db import connection
    from django.db.models import Max

    from cbtracker.accounts.models import User

    with connection.cursor() as cursor:
        cursor.execute(SQL)
    newest = User.objects.aggregate(newest=Max("pk"))["newest"]
    late = User.objects.filter(pk__gt=newest - PEOPLE + FIRST)
    late.update(is_active=False, access_ended_at=NOW)
    _, first = _queue()
    before = _most_memory()
    late.update(is_active=True, access_ended_at=None)
    seconds, count = _queue()
    sys.stdout.write(json.dumps(_figures(seconds, count, first, _most_memory() - before)) + "\n")


def _queue() -> tuple[float, int]:
    """Seconds and queries of one tick."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from cbtracker.digests.services.queueing import queue_digests

    started = time.perf_counter()
    with CaptureQueriesContext(connection) as asked:
        queue_digests(now=NOW)
    return time.perf_counter() - started, len(asked)


def _figures(seconds: float, count: int, first: int, grown: int) -> dict[str, float]:
    from cbtracker.digests.mail import status_digest
    from cbtracker.digests.models import Digest
    from cbtracker.outbox.models import OutboxMessage

    messages = list(OutboxMessage.objects.filter(kind="status_digest").select_related("recipient")[:WRITTEN])
    started = time.perf_counter()
    for message in messages:
        status_digest(message, NOW)
    hundreds = (PEOPLE - FIRST) / 100
    return {
        "seconds": seconds,
        "queued": Digest.objects.filter(outcome="queued").count(),
        "dealt_with": Digest.objects.count(),
        "per_hundred": (count - first) / (hundreds - 1),
        "in_all": count,
        "grown": grown,
        "written_per_second": len(messages) / (time.perf_counter() - started),
    }


if __name__ == "__main__":
    main()
