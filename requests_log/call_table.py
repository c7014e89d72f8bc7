"""The result of a call as a table to take away: a row for each place."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.utils import timezone

from cbtracker.web.formats import LONDON, as_date
from requests_log.call_results import CallResult, PlaceReply
from requests_log.models import ReturnKind

COLUMNS = ("place", "member", "answer", "late", "replied_on", "changed_on", "text", "requests", "as_at")
LABELS = {**dict(ReturnKind.choices), "": "No reply"}


def file_name(result: CallResult) -> str:
    """What the file is called, without its ending: the call and the day."""
    return f"{result.call.slug}-{timezone.localdate(result.as_at, LONDON).isoformat()}"


def csv_rows(result: CallResult, known: Collection[int]) -> Iterator[tuple[Any, ...]]:
    """A row for each place; of the requests that returns name those that are `known` to the reader."""
    for place in result.places:
        yield (
            place.place,
            place.member,
            LABELS[place.kind],
            _late(place, result),
            place.replied_at,
            place.changed_at,
            place.text,
            ", ".join(one.reference for one in place.additions if one.pk in known),
            result.as_at,
        )


def _late(place: PlaceReply, result: CallResult) -> str:
    return "" if not place.kind else f"After {as_date(result.due_on)}" if place.late else "In time"
