"""A day in the filters of a list."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import django_filters
from django.utils import timezone

from cbtracker.web.forms import GovukDateField

EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)  # far from where the calendar ends


class DayFilter(django_filters.Filter):
    """A date in three parts."""

    field_class = GovukDateField

    def __init__(self, **options: Any) -> None:
        super().__init__(earliest=EARLIEST, latest=LATEST, **options)


def midnight(day: date) -> datetime:
    """The moment at which `day` begins in London."""
    return timezone.make_aware(datetime.combine(day, time.min))
