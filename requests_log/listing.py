"""The rows of the register's list: read as plain values, shaped in Python, since templates are most of the cost."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Left
from django.http import QueryDict
from django.urls import reverse

from cbtracker.web.formats import as_short_date
from cbtracker.web.sorting import Sort
from requests_log.filters import LoggedRequestFilterSet
from requests_log.models import LoggedRequest, Status
from requests_log.presenters import CONFIDENCE_COLOURS, LABELS, STATUS_COLOURS, shortened

ISSUE_SHOWN = 220
POSITION_SHOWN = 160
NEVER_BLANK = frozenset({"due_order", "part_updated_at", "part_entry", "rank"})
Order = list[tuple[str, str]]


def list_sort(filterset: LoggedRequestFilterSet, params: QueryDict) -> Sort:
    """The orders of the list and the one that `params` ask for; the best match first where words are searched."""
    orders = {
        "changed": f"{filterset.area_prefix}updated_at",
        "reference": "number",
        "due": "due_order",
        "paper": "paper_order",
    }
    if filterset.is_search:
        return Sort(params, {**orders, "relevance": "rank"}, default="-relevance")
    return Sort(params, orders, default="-changed")


def keyset_order(filterset: LoggedRequestFilterSet, sort: Sort) -> Order:
    """The fields that the pages of the list are cut by.

    With a department the newest come from the index of its parts, in which PostgreSQL finds a page at once.
    """
    if sort.current == "-relevance":
        return [("rank", "desc"), (f"{filterset.area_prefix}updated_at", "desc"), ("id", "desc")]
    if filterset.walks_department and sort.current.removeprefix("-") == "changed":
        direction = "desc" if sort.current.startswith("-") else "asc"
        return [("part_updated_at", direction), ("part_entry", direction)]
    return sort.order


def list_values(filterset: LoggedRequestFilterSet, rows: QuerySet[LoggedRequest]) -> QuerySet[Any]:
    """`rows` as the values that a line of the list shows and its orders need."""
    prefix = filterset.area_prefix
    if filterset.walks_department:
        rows = rows.annotate(
            part_updated_at=F("request_departments__updated_at"), part_entry=F("request_departments__entry_id")
        )
    names = ["id", "number", "reference", "areas_label", "departments_label", "status", "due_on", "due_order"]
    names += ["paper_order", "persists", f"{prefix}updated_at", f"{prefix}confidence"]
    names += ["rank"] if filterset.is_search else []
    names += ["part_updated_at", "part_entry"] if filterset.walks_department else []
    return rows.values(
        *names,
        issue_start=Left("issue", ISSUE_SHOWN + 1),
        position_start=Left(f"{prefix}position_text", POSITION_SHOWN + 1),
        outcome_start=Left("outcome_text", POSITION_SHOWN + 1),
    )


@cache
def _address_around_reference() -> tuple[str, str]:
    before, after = reverse("requests:detail", kwargs={"reference": "CB-0000"}).split("CB-0000")
    return before, after


def list_line(row: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    """What the template prints of one row of `list_values`; `prefix` is the filterset's `area_prefix`."""
    before, after = _address_around_reference()
    status, confidence = row["status"], row[f"{prefix}confidence"]
    ended = status == Status.ADDRESSED
    return {
        "href": f"{before}{row['reference']}{after}",
        "reference": row["reference"],
        "issue": shortened(row["issue_start"], ISSUE_SHOWN),
        "areas": row["areas_label"],
        "departments": row["departments_label"],
        "position": shortened(row["outcome_start" if ended else "position_start"], POSITION_SHOWN),
        "status": LABELS["status"][status],
        "status_colour": STATUS_COLOURS[status],
        "confidence": "" if ended else LABELS["confidence"].get(confidence, ""),
        "confidence_colour": CONFIDENCE_COLOURS.get(confidence, ""),
        "persists": row["persists"],
        "due": as_short_date(row["due_on"]),
        "changed": as_short_date(row[f"{prefix}updated_at"]),
        "order": row["paper_order"],
    }
