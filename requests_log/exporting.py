"""The rows of the register as a table to take away: whatever the filters leave, in the paper's order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from requests_log.filters import LoggedRequestFilterSet
from requests_log.models import LoggedRequest
from requests_log.presenters import LABELS

PAGE = 1000
# Column of the export → field; `{prefix}` is "area_" for readers who are not Whitehall (DESIGN rule 6).
COLUMNS = {
    "paper_order": "paper_order",
    "reference": "reference",
    "areas": "areas_label",
    "issue": "issue",
    "detail": "detail",
    "departments": "departments_label",
    "lead": "lead__abbreviation",
    "status": "status",
    "timescale": "timescale",
    "due_on": "due_on",
    "workstream": "workstream__name",
    "kind": "kind",
    "nature": "nature",
    "theme": "theme",
    "attention": "attention",
    "attention_since": "attention_since",
    "position": "{prefix}position_text",
    "confidence": "{prefix}confidence",
    "last_stated_or_confirmed": "{prefix}fresh_at",
    "outcome": "outcome",
    "outcome_text": "outcome_text",
    "outcome_on": "outcome_on",
    "barrier_persists": "persists",
    "raised_on": "raised_on",
    "source": "source",
    "changed_at": "{prefix}updated_at",
}
HEADER = tuple(COLUMNS)
_WORDS = {place: LABELS[name] for place, name in enumerate(HEADER) if name in LABELS}
_PERSISTS = HEADER.index("barrier_persists")


def export_rows(filterset: LoggedRequestFilterSet) -> Iterator[list[Any]]:
    """The rows of HEADER that the filters leave, in `paper_order`, which never changes.

    Read in keyset pages of PAGE rows: constant memory, and nothing that a pooler between us and PostgreSQL breaks.
    """
    fields = [field.format(prefix=filterset.area_prefix) for field in COLUMNS.values()]
    rows = filterset.qs.order_by("paper_order").values_list(*fields)
    last = -1
    while page := _page(rows, last):
        for row in page:
            yield _in_words(row)
        last = page[-1][0]


def _page(rows: QuerySet[LoggedRequest, Any], last: int) -> list[tuple[Any, ...]]:
    return list(rows.filter(paper_order__gt=last)[:PAGE])


def _in_words(row: tuple[Any, ...]) -> list[Any]:
    cells = list(row)
    for place, words in _WORDS.items():
        cells[place] = words.get(cells[place], "")
    cells[_PERSISTS] = "Yes" if cells[_PERSISTS] else "No"
    return cells
