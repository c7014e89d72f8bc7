"""Where a page of a list begins: the sort keys of a row, carried in the address and read back with care."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy

LONGEST = 2000
# Characters that no database takes: they would be an error of the server, not a page that is not there.
_UNKEPT = re.compile(r"[\x00\ud800-\udfff]")
_INTEGERS = range(-(2**63), 2**63)
_KINDS: tuple[tuple[type[models.Field[Any, Any]], type], ...] = (
    (models.DateTimeField, dt.datetime),
    (models.DateField, dt.date),
    (models.IntegerField, int),
    (models.ForeignKey, int),
    (models.CharField, str),
    (models.TextField, str),
)


class BadCursor(ValueError):
    """The text is not a cursor of this list."""


@dataclass(frozen=True)
class Key:
    """One field that a list is sorted by, which way, and where its blanks stand."""

    name: str
    descending: bool
    nullable: bool
    kind: type
    blanks_first: bool = False

    @classmethod
    def of(cls, rows: QuerySet[Any, Any], name: str, direction: str, *, never_blank: bool = False) -> Key:
        """The key for the field `name` of `rows`; raises TypeError for a type that cursors do not carry.

        `never_blank` says what Django cannot know: of a generated column, or of one reached through an inner join.
        """
        field, nullable = _field(rows, name)
        nullable = nullable and not never_blank
        field = field.output_field if isinstance(field, models.GeneratedField) else field
        for column, kind in _KINDS:
            if isinstance(field, column):
                return cls(name, direction == "desc", nullable, kind)
        raise TypeError(f"A list cannot be paged by {name}: {type(field).__name__}")

    def reversed(self) -> Key:
        """The same key for walking back."""
        return replace(self, descending=not self.descending, blanks_first=not self.blanks_first)

    @property
    def ordering(self) -> OrderBy:
        """The ORDER BY. Where blanks stand is said only where there may be some: else no plain index fits."""
        if not self.nullable:
            return F(self.name).desc() if self.descending else F(self.name).asc()
        place = {"nulls_first": True} if self.blanks_first else {"nulls_last": True}
        return OrderBy(F(self.name), descending=self.descending, **place)

    def equal(self, value: Any) -> Q:
        """Rows that have `value` here."""
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})

    def after(self, value: Any) -> Q | None:
        """Rows that come after those that have `value` here; None where there can be none."""
        if value is None:
            return Q(**{f"{self.name}__isnull": False}) if self.blanks_first else None
        beyond = Q(**{f"{self.name}__{'lt' if self.descending else 'gt'}": value})
        return beyond | Q(**{f"{self.name}__isnull": True}) if self._blanks_last else beyond

    def from_on(self, value: Any) -> Q | None:
        """Rows that do not come before `value`: the bound that lets an index skip to the page."""
        if value is None:
            return None if self.blanks_first else self.equal(None)
        bound = Q(**{f"{self.name}__{'lte' if self.descending else 'gte'}": value})
        return bound | Q(**{f"{self.name}__isnull": True}) if self._blanks_last else bound

    @property
    def _blanks_last(self) -> bool:
        return self.nullable and not self.blanks_first

    def read(self, value: Any) -> Any:
        """`value` from a cursor as what the database compares with; raises BadCursor."""
        if value is None and self.nullable:
            return None
        if self.kind is int:
            return _integer(value)
        if not isinstance(value, str) or _UNKEPT.search(value):
            raise BadCursor
        return value if self.kind is str else _moment(value, self.kind)


def beyond(keys: Sequence[Key], values: Sequence[Any]) -> Q:
    """Rows that come after the row whose sort keys are `values`."""
    condition: Q | None = None
    for key, value in reversed(list(zip(keys, values, strict=True))):
        tie = None if condition is None else key.equal(value) & condition
        past = key.after(value)
        condition = past | tie if past is not None and tie is not None else past if past is not None else tie
    bound = keys[0].from_on(values[0])
    found = condition if condition is not None else Q(pk__in=[])
    return bound & found if bound is not None else found


def write(keys: Sequence[Key], row: Any) -> str:
    """The cursor of `row`, a dict or a model instance."""
    values = [_value(row, key.name) for key in keys]
    plain = [value.isoformat() if isinstance(value, dt.date) else value for value in values]
    packed = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def read(token: str, keys: Sequence[Key]) -> list[Any]:
    """The values in `token`, checked against `keys`; raises BadCursor."""
    if len(token) > LONGEST:
        raise BadCursor
    try:
        packed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        values = json.loads(packed.decode())
    except (binascii.Error, ValueError, RecursionError) as fault:
        raise BadCursor from fault
    if not isinstance(values, list) or len(values) != len(keys):
        raise BadCursor
    return [key.read(value) for key, value in zip(keys, values, strict=True)]


def _value(row: Any, name: str) -> Any:
    if isinstance(row, dict):
        return row[name]
    for step in name.split("__"):
        row = None if row is None else getattr(row, step)
    return row


def _integer(value: Any) -> int:
    if type(value) is not int or value not in _INTEGERS:
        raise BadCursor
    return value


def _moment(value: str, kind: type) -> dt.date:
    field = models.DateTimeField() if kind is dt.datetime else models.DateField()
    try:
        moment = field.to_python(value)
        assert moment is not None  # noqa: S101 text is never None
        return moment if _is_in_every_zone(moment) else _refuse()
    except (ValidationError, OverflowError) as fault:
        raise BadCursor from fault


def _is_in_every_zone(moment: dt.date) -> bool:
    """Whether it can be compared: the ends of the calendar have no place in every time zone, a date needs none."""
    return not isinstance(moment, dt.datetime) or (moment.tzinfo is not None and 1000 < moment.year < 9000)


def _refuse() -> dt.date:
    raise BadCursor


def _field(rows: QuerySet[Any, Any], name: str) -> tuple[Any, bool]:
    annotation = rows.query.annotations.get(name)
    if annotation is not None:
        field = annotation.output_field
        own = getattr(annotation, "alias", "") == rows.model._meta.db_table
        return field, getattr(field, "null", True) or not own
    model, nullable = rows.model, False
    steps = name.split("__")
    for step in steps[:-1]:
        relation = model._meta.get_field(step)
        nullable = nullable or getattr(relation, "null", True)
        model = relation.related_model
    field = model._meta.get_field(steps[-1]) if steps[-1] != "pk" else model._meta.pk
    return field, nullable or field.null
