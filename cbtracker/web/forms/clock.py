"""A time of day, asked for in one box."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cbtracker.web.clock import WrongMoment, read_clock
from cbtracker.web.formats import as_time


class ClockField(forms.Field):
    """A time of day as people write it; its value is a `time`."""

    def to_python(self, value: Any) -> dt.time | None:
        """Return the time. Raises ValidationError that says how to write one."""
        if value is None or isinstance(value, dt.time):
            return value
        try:
            return read_clock(str(value)) if str(value).strip() else None
        except WrongMoment:
            raise ValidationError(f"{self.label} must be a time, like 2pm or 14:30", code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        """Show a time as it is written."""
        return as_time(value) if isinstance(value, dt.time) else value
