"""Rows of the matrix: web."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from cbtracker.health.services import record_heartbeat
from tests.conventions.matrix.rows import EVERYONE, REACHED, Row


def furnish(world: Any) -> None:
    """Worker and beat live, until the last row is read: else the monitor's address answers 503."""
    now = timezone.now() + timedelta(hours=1)
    for kind in ("worker", "beat"):
        record_heartbeat(kind=kind, name="one", host="h", started_at=now, did_at=now, now=now)


ROWS: list[Row] = [
    Row("home", "GET", EVERYONE),
    Row("healthz", "GET", EVERYONE, anonymous=REACHED),
    Row("readyz", "GET", EVERYONE, anonymous=REACHED),
    Row("health:background", "GET", EVERYONE, anonymous=REACHED),
]
