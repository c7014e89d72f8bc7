"""What processes write of themselves. No person does it, so nobody is named."""

from __future__ import annotations

from datetime import datetime, timedelta

from cbtracker.health.models import Heartbeat

FORGET_AFTER = timedelta(hours=1)
"""A process that was killed is shown for so long, once another of its kind runs."""


def record_heartbeat(
    *, kind: str, name: str, host: str, started_at: datetime, did_at: datetime | None, now: datetime
) -> None:
    """Write that the process `name` was alive at `now` and last did something at `did_at`; forget who is long gone."""
    row = Heartbeat(kind=kind, name=name, host=host, started_at=started_at, seen_at=now, did_at=did_at)
    fields = ["host", "started_at", "seen_at", "did_at"]
    Heartbeat.objects.bulk_create([row], update_conflicts=True, unique_fields=["kind", "name"], update_fields=fields)
    Heartbeat.objects.filter(kind=kind, seen_at__lt=now - FORGET_AFTER).delete()


def record_end(*, kind: str, name: str) -> None:
    """Take away the row of a process that ends in order."""
    Heartbeat.objects.filter(kind=kind, name=name).delete()
