"""Records named in bodies by what people name them by, among those that the reader may see."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django.db import models
from rest_framework import serializers

from cbtracker.rest.keys import LARGEST_NUMBER

MOST_ITEMS = 500


def _can_be_asked_for(text: str) -> bool:
    """Whether a database can be asked for `text`: neither NUL nor half of a pair of surrogates is in it."""
    return "\x00" not in text and not any("\ud800" <= one <= "\udfff" for one in text)


class Named(serializers.Field):
    """A record named by `key` (a slug, an abbreviation, a GSS code, a reference) among those the reader may see."""

    default_error_messages: ClassVar[dict[str, str]] = {
        "invalid": "Enter a text.",
        "unknown": "There is no such {what} that you may choose.",
    }

    def __init__(self, rows: Callable[[Any], models.QuerySet], *, key: str, what: str, **options: Any) -> None:
        super().__init__(**options)
        self.rows, self.key, self.what = rows, key, what

    def to_internal_value(self, data: Any) -> Any:
        """The record."""
        if not isinstance(data, str) or not _can_be_asked_for(data) or len(data) > 300:
            self.fail("invalid")
        found = self.rows(self.context["request"].user).filter(**{self.key: data}).first()
        if found is None:
            self.fail("unknown", what=self.what)
        return found

    def to_representation(self, value: Any) -> Any:
        """The key."""
        return getattr(value, self.key)


class Numbered(Named):
    """A record named by its number, as its list gives it, among those the reader may see."""

    default_error_messages: ClassVar[dict[str, str]] = {"invalid": "Enter a whole number."}

    def __init__(self, rows: Callable[[Any], models.QuerySet], *, what: str, **options: Any) -> None:
        super().__init__(rows, key="pk", what=what, **options)

    def to_internal_value(self, data: Any) -> Any:
        """The record."""
        if not isinstance(data, int) or isinstance(data, bool) or not 0 <= data <= LARGEST_NUMBER:
            self.fail("invalid")
        found = self.rows(self.context["request"].user).filter(pk=data).first()
        if found is None:
            self.fail("unknown", what=self.what)
        return found


class NamedMany(Named):
    """Several records, each named once, in the order in which they are named; one query."""

    default_error_messages: ClassVar[dict[str, str]] = {
        "not_a_list": "Enter a list of texts.",
        "too_many": "Name at most {most}.",
        "twice": "Name each {what} once.",
    }

    def to_internal_value(self, data: Any) -> list[Any]:
        """The records."""
        if not isinstance(data, list) or not all(isinstance(one, str) and _can_be_asked_for(one) for one in data):
            self.fail("not_a_list")
        if len(data) > MOST_ITEMS:
            self.fail("too_many", most=MOST_ITEMS)
        if len(set(data)) != len(data):
            self.fail("twice", what=self.what)
        rows = self.rows(self.context["request"].user).filter(**{f"{self.key}__in": data})
        found = {getattr(row, self.key): row for row in rows}
        missing = {index: [self._unknown()] for index, one in enumerate(data) if one not in found}
        if missing:
            raise serializers.ValidationError({str(index): texts for index, texts in missing.items()})
        return [found[one] for one in data]

    def _unknown(self) -> str:
        return self.error_messages["unknown"].format(what=self.what)

    def to_representation(self, value: Iterable[Any]) -> list[Any]:
        """The keys."""
        return [getattr(row, self.key) for row in value]
