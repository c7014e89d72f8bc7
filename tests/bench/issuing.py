"""How long it takes to issue a paper of 500 requests to all its audiences (issue 3).

The worst case: every request is for many areas, so that each of the three renditions prints all 500, and 100 of them
have changed since the paper before. As a program it issues both papers in the database of DATABASE_URL and prints the
seconds of the second.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import timedelta

from tests.bench.data import ROOT, load, server_environment

REQUESTS, CHANGED = 500, 100
ASKED = 30.0
FOR_MANY = """
    ALTER TABLE requests_log_revision DISABLE TRIGGER revision_is_final;
    UPDATE requests_log_revision SET data = data || '{"scope": "many"}';
    ALTER TABLE requests_log_revision ENABLE TRIGGER revision_is_final;
    UPDATE requests_log_loggedrequest SET scope = 'many', record = record || '{"scope": "many"}';
"""
TEXT = "# A heading\n\nA paragraph of the paper.\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n" * 20


def issuing_seconds(server: str) -> tuple[float, int, int]:
    """Seconds, files and bytes of issuing a paper of 500 requests on the PostgreSQL server."""
    environment = {**os.environ, **server_environment(load(server, REQUESTS, "bench_issuing"))}
    command = [sys.executable, "-m", "tests.bench.issuing"]
    ended = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    seconds, files, size = json.loads(ended.stdout.strip().splitlines()[-1])
    return seconds, files, size


def main() -> None:
    """Issue a paper, change the register, issue the next; print seconds, files and bytes of that as JSON."""
    import django

    django.setup()
    from django.db import connection
    from django.db.models import Count, Sum
    from django.utils import timezone

    from cbtracker.accounts.models import User
    from cbtracker.papers.models import Body, RenditionFile

    with connection.cursor() as cursor:
        cursor.execute(FOR_MANY)
    by = User.objects.get(role="secretariat")
    body, _ = Body.objects.get_or_create(slug="cb-group", defaults={"name": "CB Group", "order": 1})
    first = _issue(by, body, None, now=timezone.now() - timedelta(hours=1))
    _change(by)
    started = time.perf_counter()
    second = _issue(by, body, first, now=timezone.now())
    seconds = time.perf_counter() - started
    kept = RenditionFile.objects.filter(rendition__paper=second).aggregate(files=Count("pk"), size=Sum("size"))
    sys.stdout.write(json.dumps([seconds, kept["files"], kept["size"]]) + "\n")


def _issue(by, body, before, *, now):
    from cbtracker.papers.drafts import Section
    from cbtracker.papers.sections.catalogue import KINDS
    from cbtracker.papers.services import create_draft, issue_paper
    from cbtracker.papers.services.drafting import DraftWords

    kinds = [kind for kind in KINDS.values() if _needs_no_choice(kind) and (before or not kind.needs_compared)]
    sections = tuple(Section(kind.key, text=TEXT if kind.takes_text else "") for kind in kinds)
    words = DraftWords("Requests of Whitehall", compared_with=before, sections=sections)
    draft = create_draft(by=by, body=body, words=words, now=now)
    return issue_paper(draft, by=by, expected_version=draft.version, now=now)


def _needs_no_choice(kind) -> bool:
    """No choice, and no run of the estimates: the register of the benchmark has none."""
    return not kind.holds_estimates and (kind.key == "changes" or not kind.options)


def _change(by) -> None:
    from requests_log.models import OPEN_STATUSES, LoggedRequest
    from requests_log.services import Words, state_position
    from requests_log.services.positions import position_version

    for entry in LoggedRequest.objects.filter(status__in=OPEN_STATUSES)[:CHANGED]:
        text = f"{entry.position_text} and since then more has been done about it"
        state_position(entry, by=by, expected_version=position_version(entry, None), words=Words(text=text))


if __name__ == "__main__":
    main()
