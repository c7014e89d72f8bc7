"""The bodies of the API: what is taken in (`In`) and what is given out (`Out`), as serializers.

Their limits come from the models (`text_of`, `choice_of`) and their rules from the services, so that there is no second
set of either. Each shape has an `example`, which the schema shows and a test checks against it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.core.exceptions import FieldDoesNotExist
from django.core.exceptions import ValidationError as RuleBroken
from django.db import models
from rest_framework import serializers

from cbtracker.rest.errors import wrong_parameter
from cbtracker.rest.named import Named, NamedMany, Numbered
from cbtracker.web.forms.text import acceptable

__all__ = [
    "Day",
    "Expandable",
    "Flag",
    "In",
    "Moment",
    "Named",
    "NamedMany",
    "Numbered",
    "Out",
    "Part",
    "Text",
    "Version",
    "Whole",
    "asked_names",
    "choice_of",
    "text_of",
    "utc",
]
EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2200, 12, 31)
UNKNOWN_FIELD = "There is no field of this name. Take it out, or check how it is spelt."
LEFT_OUT = "This is needed."


class In(serializers.Serializer):
    """A body that an operation takes. A field that it does not know is a fault: it would be lost in silence."""

    example: ClassVar[Mapping[str, Any]] = {}

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """What was said, checked; every fault at its field."""
        unknown = [name for name in data if name not in self.fields] if isinstance(data, Mapping) else []
        if not unknown:
            return super().to_internal_value(data)
        faults: dict[str, Any] = {}
        try:
            super().to_internal_value(data)
        except serializers.ValidationError as wrong:
            faults = dict(wrong.detail) if isinstance(wrong.detail, dict) else {}
        raise serializers.ValidationError({**faults, **{name: [UNKNOWN_FIELD] for name in unknown}})


class Text(serializers.CharField):
    """Text that people write, tidied and refused as the pages' forms do: no control characters, no HTML.

    `lines` false: one line, in which line breaks become spaces.
    """

    def __init__(self, *, lines: bool = True, **options: Any) -> None:
        super().__init__(**options)
        self.lines = lines

    def to_internal_value(self, data: Any) -> str:
        """The text; a number is none."""
        if not isinstance(data, str):
            self.fail("invalid")
        try:
            return acceptable(super().to_internal_value(data), lines=self.lines)
        except RuleBroken as wrong:
            raise serializers.ValidationError(wrong.messages) from None


class Part(In):
    """A record within a body. All of it is said, also in a PATCH, where the rest of the body may be left out."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """What was said, checked."""
        said = super().to_internal_value(data)
        missing = {name: [LEFT_OUT] for name, field in self.fields.items() if field.required and name not in said}
        if missing:
            raise serializers.ValidationError(missing)
        return said


class Expandable(serializers.Field):
    """Another record by its key, or with `?expand=` the record itself as `shape` gives it.

    `key` is the attribute that names it (slug, abbreviation, GSS code); `many` for several.
    """

    def __init__(self, shape: type[Out], *, key: str, many: bool = False, **options: Any) -> None:
        super().__init__(read_only=True, **options)
        self.shape, self.key, self.many = shape, key, many

    def get_attribute(self, instance: Any) -> Any:
        """The record or the records, read through the attribute path of `source`."""
        found = super().get_attribute(instance)
        return found.all() if isinstance(found, models.Manager) else found

    def to_representation(self, value: Any) -> Any:
        """The key or the record; a list of them."""
        return [self._one(row) for row in value] if self.many else self._one(value)

    def _one(self, row: Any) -> Any:
        if self.field_name in self.context.get("expand", ()):
            return self.shape(row, context={}).data
        return row[self.key] if isinstance(row, Mapping) else getattr(row, self.key)


class Out(serializers.Serializer):
    """What an operation gives. `keys` are the fields that are there whatever `fields=` asks for."""

    keys: ClassVar[tuple[str, ...]] = ()
    example: ClassVar[Mapping[str, Any]] = {}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        wanted = self.context.get("fields")
        if wanted:
            for name in set(self.fields) - set(wanted) - set(self.keys):
                self.fields.pop(name)

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The names of all fields, in their order."""
        return tuple(cls._declared_fields)

    @classmethod
    def expandable(cls) -> tuple[str, ...]:
        """The names of the fields that `expand=` can be asked for."""
        return tuple(name for name, field in cls._declared_fields.items() if isinstance(field, Expandable))


class Day(serializers.DateField):
    """A date, ISO 8601, in a year that the programme can mean."""

    def to_internal_value(self, value: Any) -> dt.date:
        """The date."""
        day = super().to_internal_value(value)
        if not EARLIEST <= day <= LATEST:
            raise serializers.ValidationError("Enter a date between 1900 and 2200.")
        return day


class Moment(serializers.DateTimeField):
    """A moment, ISO 8601; without an offset in Europe/London, and given out in UTC."""

    def __init__(self, **options: Any) -> None:
        super().__init__(default_timezone=None, **options)

    def to_internal_value(self, value: Any) -> dt.datetime:
        """The moment."""
        moment = super().to_internal_value(value)
        if not EARLIEST <= moment.date() <= LATEST:
            raise serializers.ValidationError("Enter a moment between 1900 and 2200.")
        return moment

    def to_representation(self, value: Any) -> str | None:
        """The moment in UTC, whatever text or datetime it is kept as."""
        return utc(value) if value else None


def utc(moment: dt.datetime | str) -> str:
    """`moment` as ISO 8601 in UTC: "2011-03-22T09:00:00Z"."""
    found = dt.datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return found.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


class Flag(serializers.BooleanField):
    """True or false, and not a word or a number that can be taken for it."""

    def to_internal_value(self, data: Any) -> bool:
        """Which."""
        if not isinstance(data, bool):
            self.fail("invalid", input=str(data)[:50])
        return data


class Whole(serializers.IntegerField):
    """A whole number between two limits, and not a text or a fraction that can be taken for one."""

    def __init__(self, *, min_value: int, max_value: int, **options: Any) -> None:
        super().__init__(min_value=min_value, max_value=max_value, **options)

    def to_internal_value(self, data: Any) -> int:
        """The number."""
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("invalid")
        return data


class Version(Whole):
    """A version that somebody saw."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=2**31 - 1, **options)


def text_of(model: type[models.Model], name: str, **options: Any) -> Text:
    """The text of a model's field: as long as the model has it, with blanks and line breaks where the model does."""
    field = _field(model, name)
    options.setdefault("lines", isinstance(field, models.TextField))
    options.setdefault("max_length", field.max_length)
    if field.blank and options.get("required") is not True:
        options.setdefault("allow_blank", True)
        options.setdefault("required", False)
        options.setdefault("default", "")
    return Text(**options)


def choice_of(model: type[models.Model], name: str, **options: Any) -> serializers.ChoiceField:
    """One of the words of a model's field."""
    field = _field(model, name)
    if field.blank and options.get("required") is not True:
        options.setdefault("allow_blank", True)
        options.setdefault("required", False)
        options.setdefault("default", "")
    return serializers.ChoiceField(choices=field.choices, **options)


def _field(model: type[models.Model], name: str) -> Any:
    found = model._meta.get_field(name)
    if not hasattr(found, "blank"):
        raise FieldDoesNotExist(f"{model.__name__}.{name} is not a column")
    return found


def asked_names(params: Mapping[str, str], name: str, known: Iterable[str]) -> tuple[str, ...]:
    """The names in the parameter `name` ("a,b"), checked against `known`; none without it. Raises Wrong."""
    if name not in params:
        return ()
    said, choice = tuple(params[name].split(",")), tuple(known)
    unknown = [one for one in said if one not in choice]
    if unknown:
        raise wrong_parameter(name, f"There is no “{unknown[0][:50]}” here. Choose from {', '.join(choice)}.")
    return said
