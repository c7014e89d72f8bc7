"""What the page of changes shows: a page of requests, by kind, each with its changes in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.urls import reverse

from cbtracker.web.formats import as_date
from requests_log.changes_since import Changes, Fact, Kind, RequestChange
from requests_log.presenters import shortened
from requests_log.sights import Face

PAGE = 50
SHORT_ISSUE = 120
_FROM_TO = frozenset({Kind.SLIPPED, Kind.DATED, Kind.MOVED, Kind.WORKSTREAM})


@dataclass(frozen=True)
class ChangesPage:
    """The requests of one page, by kind; `number` counts from 1. `previous` and `next` are addresses, blank: none."""

    groups: Sequence[dict[str, Any]]
    number: int
    pages: int
    previous: str
    next: str


def changes_page(changes: Changes, *, number: int, address: str) -> ChangesPage:
    """The page `number` of `changes`, the nearest one that there is; `address` takes "&page=…" after it."""
    pages = max(1, -(-len(changes.requests) // PAGE))
    number = min(max(number, 1), pages)
    shown = changes.requests[(number - 1) * PAGE : number * PAGE]
    groups = [_group(kind, list(requests), changes) for kind, requests in groupby(shown, key=lambda one: one.kind)]
    return ChangesPage(
        groups=groups,
        number=number,
        pages=pages,
        previous=f"{address}&page={number - 1}" if number > 1 else "",
        next=f"{address}&page={number + 1}" if number < pages else "",
    )


def _group(kind: Kind, requests: Sequence[RequestChange], changes: Changes) -> dict[str, Any]:
    return {
        "heading": kind.heading,
        "count": changes.totals[kind],
        "is_change": kind.is_change,
        "requests": [_request(request) for request in requests],
    }


def _request(request: RequestChange) -> dict[str, Any]:
    line = request.line
    named = [line.areas, f"({line.departments})" if line.departments else ""]
    return {
        "reference": line.reference,
        "href": _address(request),
        "labels": " ".join(part for part in named if part),
        "issue": line.issue,
        "short_issue": shortened(line.issue, SHORT_ISSUE),
        "spoken": f"last word on {as_date(request.spoken_at)}" if request.spoken_at else "no position stated yet",
        "facts": [_fact(fact) for fact in request.facts],
    }


def _address(request: RequestChange) -> str:
    """The page of a request that the reader may still open; blank for others."""
    if request.after.faces.get(request.entry_id) is not Face.FULL:
        return ""
    return reverse("requests:detail", kwargs={"reference": request.line.reference})


def _fact(fact: Fact) -> dict[str, Any]:
    """One change in words: with the changed words marked, or as what was and what is."""
    marked = fact.comparable and bool(fact.old) and bool(fact.new)
    short = fact.kind in _FROM_TO
    return {
        "what": fact.what,
        "parts": fact.parts if marked else None,
        "short": f"From {fact.old} to {fact.new}" if short else "",
        "old": "" if marked or short else fact.old,
        "new": "" if marked or short else fact.new,
        "note": fact.note,
        "reasons": fact.reasons,
    }
