"""The timeline's entries, loaded from `rollout/reference/timeline.csv`; the phases are loaded by `areas`."""

from __future__ import annotations

from datetime import date
from operator import itemgetter
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from areas.services.reference import LoadResult
from areas.services.reference.files import CellFault, Row, read_once, read_rows, refused, twin_key
from rollout.models import Lane, TimelineEntry

TIMELINE = Path(__file__).resolve().parents[1] / "reference" / "timeline.csv"
COLUMNS = [
    *("key", "kind", "lane", "order", "starts_on", "ends_on"),
    *("inferred", "inferred_why", "source", "title", "detail"),
]
Fields = dict[str, Any]


@transaction.atomic
def load_timeline(result: LoadResult, *, file: Path = TIMELINE) -> None:
    """Bring the entries that nobody changed or removed to what `file` says, add new ones, and count them in `result`.

    A second run changes nothing, and what the secretariat edited is never overwritten. Raises ReferenceFault naming
    file and row, and then changes nothing. Sources are in SOURCES.md beside it.
    """
    present = {entry.key: entry for entry in TimelineEntry.objects.exclude(key="")}
    for fields in read_once(read_rows(file, COLUMNS), _fields, key=itemgetter("key"), twin=twin_key):
        counts = _bring(present.get(fields["key"]), fields, result)
        result.count(counts, TimelineEntry)


def _bring(entry: TimelineEntry | None, fields: Fields, result: LoadResult) -> dict[str, int]:
    """Bring one entry to what the file says; return the count that it belongs in."""
    now = timezone.now()
    if entry is None:
        TimelineEntry.objects.create(changed_at=now, **fields)
        return result.created
    edited = entry.version > 1
    if edited or all(getattr(entry, name) == value for name, value in fields.items()):
        return result.unchanged
    TimelineEntry.objects.filter(pk=entry.pk, version=1).update(**fields, changed_at=now)
    return result.changed


def _fields(row: Row) -> Fields:
    fields = {
        "key": row.required("key"),
        "kind": row.one_of("kind", list(TimelineEntry.Kind.values)),
        "lane": row.one_of("lane", list(Lane.values)),
        "order": row.number_in("order"),
        "starts_on": _first_day(row),
        "ends_on": row.day("ends_on"),
        "inferred": row.truth("inferred"),
        "inferred_why": row.text("inferred_why"),
        "source": row.required("source"),
        "title": row.required("title"),
        "detail": row.text("detail"),
    }
    try:
        entry = TimelineEntry(**fields)
        entry.clean_fields(exclude=["changed_at"])
        entry.validate_constraints(exclude=["key"])  # the file's own twins are told from each other above
    except ValidationError as wrong:
        raise refused(wrong) from None
    return fields


def _first_day(row: Row) -> date:
    day = row.day("starts_on")
    if day is None:
        raise CellFault("starts_on: is blank")
    return day
