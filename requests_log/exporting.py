"""The rows of the register as a table to take away: whatever the filters leave, in the paper's order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Case, CharField, F, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, TruncDate

from cbtracker.web.formats import LONDON
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
    "last_stated_or_confirmed_on": "{prefix}fresh_at",
    "outcome": "outcome",
    "outcome_text": "outcome_text",
    "outcome_on": "outcome_on",
    "barrier_persists": "persists",
    "raised_on": "raised_on",
    "source": "source",
    "changed_on": "{prefix}updated_at",
}
HEADER = tuple(COLUMNS)
DAYS = frozenset({"due_on", "attention_since", "outcome_on", "raised_on"})
MOMENTS = frozenset({"last_stated_or_confirmed_on", "changed_on"})
FROM_OTHERS = frozenset({"lead", "workstream"})


def export_rows(filterset: LoggedRequestFilterSet) -> Iterator[tuple[Any, ...]]:
    """The rows of HEADER that the filters leave, in `paper_order`, which never changes.

    Read in keyset pages of PAGE rows: constant memory, and nothing that a pooler between us and PostgreSQL breaks.
    """
    cells = [_cell(name, field.format(prefix=filterset.area_prefix)) for name, field in COLUMNS.items()]
    rows = filterset.qs.order_by("paper_order").values_list(*cells)
    last = -1
    while page := _page(rows, last):
        yield from page
        last = page[-1][0]


def _page(rows: QuerySet[LoggedRequest, Any], last: int) -> list[tuple[Any, ...]]:
    return list(rows.filter(paper_order__gt=last)[:PAGE])


def _cell(name: str, field: str) -> Any:
    """What the database is asked for: the text of the cell, since to make it here costs half of a large export."""
    if name in LABELS:
        words = [When(**{field: value}, then=Value(label)) for value, label in LABELS[name].items()]
        return Case(*words, default=Value(""), output_field=CharField())
    if name in MOMENTS:
        return _or_blank(Cast(TruncDate(field, tzinfo=LONDON), TextField()))
    if name in DAYS:
        return _or_blank(Cast(F(field), TextField()))
    if name == "barrier_persists":
        return Case(When(persists=True, then=Value("Yes")), default=Value("No"))
    return _or_blank(F(field)) if name in FROM_OTHERS else F(field)


def _or_blank(expression: Any) -> Coalesce:
    return Coalesce(expression, Value(""), output_field=TextField())
