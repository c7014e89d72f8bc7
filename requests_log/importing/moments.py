"""When a day begins."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone


def start_of(day: date) -> datetime:
    """00:00 of `day` in London: what a date given alone means (DESIGN rule 11)."""
    return timezone.make_aware(datetime.combine(day, time.min))
