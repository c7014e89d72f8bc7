"""The page of how the service is, and the address for what watches it."""

from __future__ import annotations

from datetime import datetime

import structlog
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cbtracker.health.models import Heartbeat
from cbtracker.health.report import Report, age, is_idle, is_silent, report
from cbtracker.outbox.models import OutboxMessage

log = structlog.get_logger(__name__)


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the processes, the emails that wait and what is wrong; not found for those who do not read the audit."""
    if not request.user.reads_audit:  # type: ignore[union-attr]
        raise Http404
    found = report(now=timezone.now())
    context = {
        "report": found,
        "failed": OutboxMessage.objects.visible_to(request.user).filter(state=OutboxMessage.State.FAILED).count(),
        "rows": [_row(process, found) for process in found.processes],
        "oldest": age(found.oldest_due, found.now) if found.oldest_due else "",
        "database": connection.display_name,
    }
    return render(request, "health/health.html", context)


def _row(process: Heartbeat, found: Report) -> dict[str, object]:
    state, colour = "Runs", "green"
    if is_silent(process, found.now):
        state, colour = "Not heard of", "red"
    elif is_idle(process, found.now):
        state, colour = "Has nothing to do", "yellow"
    did = f"{age(process.did_at, found.now)} ago" if process.did_at else ""
    return {
        "process": process,
        "state": state,
        "colour": colour,
        "seen": f"{age(process.seen_at, found.now)} ago",
        "did": did or ("" if process.kind == Heartbeat.Kind.WEB else "Not yet"),
    }


@login_not_required
@never_cache
@require_safe
def background(_: HttpRequest) -> HttpResponse:
    """Say whether worker and beat do their work: 200, or 503; names of processes and ages, nothing else."""
    try:
        found = report(now=timezone.now())
    except DatabaseError:
        log.exception("database_does_not_answer")
        return _plain(["the database does not answer"], 503)
    lines = [fault.text for fault in found.faults] or ["ok"]
    return _plain([*lines, *(_line(process, found.now) for process in found.processes)], 200 if found.is_well else 503)


def _line(process: Heartbeat, now: datetime) -> str:
    did = f", last task {age(process.did_at, now)} ago" if process.did_at else ""
    return f"{process.kind} {process.name}: seen {age(process.seen_at, now)} ago{did}"


def _plain(lines: list[str], status: int) -> HttpResponse:
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type="text/plain; charset=utf-8", status=status)
