"""A date asked for as day, month and year, with an error that names the part that is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError

from cbtracker.web.formats import london

PARTS = ("day", "month", "year")
LONGEST_PART = 4  # in digits: a date is made of no number that a computer could not hold
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)


class Parts(NamedTuple):
    """What was typed into the three boxes."""

    day: str = ""
    month: str = ""
    year: str = ""


class DateParts(forms.Widget):
    """Three inputs, `<name>_day`, `<name>_month` and `<name>_year`; also reads one ISO date in `<name>`."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Parts | None:
        """Return the parts as typed; None where none of them was sent."""
        if not self.value_omitted_from_data(data, files, name):
            return Parts(*(str(data.get(f"{name}_{part}") or "").strip() for part in PARTS))
        return self.format_value(data.get(name)) if data.get(name) else None

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Whether none of the three inputs was sent."""
        return not any(f"{name}_{part}" in data for part in PARTS)

    def format_value(self, value: Any) -> Parts:
        """`value` (parts, a date, or an ISO date) as what the three boxes show."""
        if isinstance(value, Parts):
            return value
        if isinstance(value, str):
            try:
                value = dt.date.fromisoformat(value.strip()[:10])
            except ValueError:
                return Parts(day=value)
        if isinstance(value, dt.date):
            local = london(value)
            return Parts(str(local.day), str(local.month), str(local.year))
        return Parts()


class GovukDateField(forms.Field):
    """A date in three parts. A month may be its number, its name or the first three letters of it.

    `earliest` and `latest` are the dates between which the answer must lie, both included.
    """

    widget = DateParts

    def __init__(self, *, earliest: dt.date | None = None, latest: dt.date | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.earliest = earliest
        self.latest = latest

    @property
    def _name(self) -> str:
        return str(self.label or "Date")

    def to_python(self, value: Any) -> dt.date | None:
        """Return the date; raises ValidationError whose `params["parts"]` are the boxes to mend."""
        if value is None or isinstance(value, dt.date):
            return london(value.date() if isinstance(value, dt.datetime) else value) if value else None
        parts = value if isinstance(value, Parts) else DateParts().format_value(value)
        if not any(parts):
            return None
        missing = [name for name, typed in zip(PARTS, parts, strict=True) if not typed]
        if missing:
            raise self._wrong(f"{self._name} must include a {' and '.join(missing)}", "incomplete", missing)
        return self._real_date(parts)

    def _real_date(self, parts: Parts) -> dt.date:
        if len(parts.year) != 4:
            raise self._wrong("Year must include 4 numbers", "year", ["year"])
        try:
            return dt.date(_number(parts.year), _month(parts.month), _number(parts.day))
        except ValueError:
            wrong = self._impossible(parts)
            raise self._wrong(f"{self._name} must be a real date", "invalid", wrong) from None

    @staticmethod
    def _impossible(parts: Parts) -> list[str]:
        wrong = []
        for name, read in (("day", _number), ("month", _month), ("year", _number)):
            try:
                number = read(getattr(parts, name))
            except ValueError:
                wrong.append(name)
                continue
            if name == "day" and not 1 <= number <= 31:
                wrong.append(name)
        return wrong or list(PARTS)

    def _wrong(self, message: str, code: str, parts: list[str]) -> ValidationError:
        return ValidationError(message.replace("%", "%%"), code=code, params={"parts": parts})

    def validate(self, value: dt.date | None) -> None:
        """Check that an answer was given and lies between `earliest` and `latest`."""
        super().validate(value)
        if value and self.earliest and value < self.earliest:
            raise self._wrong(f"{self._name} must be on or after {_said(self.earliest)}", "early", list(PARTS))
        if value and self.latest and value > self.latest:
            raise self._wrong(f"{self._name} must be on or before {_said(self.latest)}", "late", list(PARTS))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the parts in `data` say another date than `initial`."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


def _said(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _number(typed: str) -> int:
    if not (typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_PART):
        raise ValueError(typed)
    return int(typed)


def _month(typed: str) -> int:
    name = typed.lower().rstrip(".")
    for number, month in enumerate(_MONTHS, start=1):
        if len(name) >= 3 and month.startswith(name):
            return number
    number = _number(typed)
    if not 1 <= number <= 12:
        raise ValueError(typed)
    return number
