"""When two people change the same thing: what the second one sees, and what becomes of every word typed.

For every form that names the version it was made from. The loser's page shows both texts and what differs, keeps
the whole form as typed, and lets the person save theirs, keep what is there, or put both texts into one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.db.models import Model
from django.http import QueryDict

from cbtracker.web.diff import Part, compare
from cbtracker.web.formats import as_date, as_time

VERSION = "version"
CHOICE = "choice"
KEEP_THEIRS = "theirs"
COMBINE = "combine"
LARGEST_VERSION = 2**31 - 1
LONGEST_KEY = 18  # digits, so that every database holds the number
MALFORMED = "The form was not sent complete. Check what it says now, and save it again."


@dataclass(frozen=True)
class Difference:
    """One field that two people filled in differently, as the texts a person would read."""

    name: str
    label: str
    theirs: str
    mine: str
    is_text: bool

    @property
    def parts(self) -> list[Part]:
        """The words of theirs and mine, for the macros of components/compare.html."""
        return compare(self.theirs, self.mine)


@dataclass(frozen=True)
class Conflict:
    """What the loser of a simultaneous edit is shown: who was first, when, and every difference."""

    by: str
    at: dt.datetime | None
    differences: list[Difference]

    @property
    def can_combine(self) -> bool:
        """Whether there are two texts that could become one."""
        return any(one.is_text and one.theirs for one in self.differences)


def read_version(data: Mapping[str, Any]) -> int | None:
    """The version that the form was made from; None where it is missing or no version at all."""
    typed = str(data.get(VERSION, ""))
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 10):
        return None
    return int(typed) if int(typed) <= LARGEST_VERSION else None


def differences(form: forms.BaseForm, current: Mapping[str, Any], mine: Mapping[str, Any]) -> list[Difference]:
    """The fields of `form` in which `mine` (cleaned or as typed) says another thing than `current`."""
    found = []
    for bound in form:
        if bound.is_hidden or bound.name not in current:
            continue
        theirs, own = shown(bound.field, current[bound.name]), shown(bound.field, mine.get(bound.name))
        if theirs.strip() != own.strip():
            is_text = isinstance(bound.field.widget, forms.Textarea)
            found.append(Difference(bound.name, str(bound.label), theirs, own, is_text))
    return found


def shown(field: forms.Field, value: Any) -> str:
    """`value` of `field` as a person reads it: labels of choices, dates in words, lists with commas.

    A field of one's own may have a method `said(value)` that knows better.
    """
    if hasattr(field, "said"):
        return field.said(value)
    if isinstance(value, list | tuple | set) or hasattr(value, "iterator"):
        return ", ".join(shown(field, one) for one in value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, dt.date):
        return as_date(value)
    if isinstance(value, dt.time):
        return as_time(value)
    said = "" if value is None else str(value).replace("\r\n", "\n")
    return said if isinstance(value, Model) else _label(field, said)


def _label(field: forms.Field, said: str) -> str:
    if isinstance(field, forms.ModelChoiceField):
        return str(field.queryset.filter(pk=said).first() or "") if _is_key(said) else said  # type: ignore[union-attr]
    if isinstance(field, forms.ChoiceField):
        return {str(key): str(label) for key, label in _flat(field.choices)}.get(said, said)
    return said


def _is_key(said: str) -> bool:
    """Whether `said` can be a row's number: what was typed may be anything."""
    return said.isascii() and said.isdigit() and len(said) <= LONGEST_KEY


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    flat: list[tuple[Any, Any]] = []
    for key, label in choices:
        flat += _flat(label) if isinstance(label, list | tuple) else [(key, label)]
    return flat


def combined(data: QueryDict, found: list[Difference]) -> QueryDict:
    """`data` with both texts, theirs first, in each text field that differs; a text that holds theirs stays."""
    both = data.copy()
    for one in found:
        if one.is_text and one.theirs and one.theirs not in one.mine:
            both[one.name] = f"{one.theirs}\n\n{one.mine}".strip()
    return both


def beside(
    form: forms.BaseForm, current: Mapping[str, Any], *, again: Callable[[QueryDict], Any] | None = None
) -> tuple[Any, list[Difference]]:
    """The `form` of the second writer without its faults, and where it differs from `current`.

    With `again`, which makes a form of what was sent, it is made again with both texts in each text field.
    """
    form.is_valid()
    typed = {name: form[name].data for name in form.fields if name in form.errors} | form.cleaned_data
    found = differences(form, current, typed)
    if again is not None:
        form = again(combined(cast(QueryDict, form.data), found))
    form.is_valid()
    form.errors.clear()
    return form, found
