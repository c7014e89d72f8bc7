"""Pages of long lists by key, not by number: a deep page costs what the first one costs.

Nothing is counted or skipped: a page begins after the row that its address names (STACK, "What makes it
fast", 3).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from cbtracker.web import cursors
from cbtracker.web.cursors import BadCursor, Key
from cbtracker.web.errors import ClearNotFound
from cbtracker.web.links import querystring

PAGE_SIZE = 25
COUNT_CAP = 1000
GONE = "The address of that page of the list is not complete. Go back to the first page of the list."


@dataclass(frozen=True)
class KeysetPage:
    """One page of a list: its rows, and the query strings of its neighbours (empty where there is none)."""

    rows: list[Any]
    previous: str
    next: str
    first: str


@dataclass(frozen=True)
class CappedCount:
    """A count that stops at a cap: `str()` is "14" or "over 1,000"."""

    number: int
    capped: bool

    def __str__(self) -> str:
        return f"over {self.number:,}" if self.capped else f"{self.number:,}"


def capped_count(rows: QuerySet[Any, Any], cap: int = COUNT_CAP) -> CappedCount:
    """Count `rows` in one bounded query: the database reads at most `cap` + 1 of them."""
    found = rows.order_by()[: cap + 1].count()
    return CappedCount(min(found, cap), found > cap)


def keyset_page(
    rows: QuerySet[Any, Any],
    *,
    order: Sequence[tuple[str, str]],
    params: QueryDict | Mapping[str, Any],
    size: int = PAGE_SIZE,
    never_blank: Collection[str] = (),
) -> KeysetPage:
    """The page of `rows` that `params` ask for (`after=…` or `before=…`, else the first).

    `rows` is a QuerySet of models, or of `values()` with every field of `order`: a list of (field, "asc"
    or "desc") whose last field is unique. Blanks come last, whichever way the list is sorted; name
    in `never_blank` fields of which only you know that they have none, so that a plain index fits their order.
    Raises ClearNotFound for a cursor that this list did not make.
    """
    keys = [Key.of(rows, name, direction, never_blank=name in never_blank) for name, direction in order]
    if params.get("after"):
        return _following(rows, keys, params, size)
    if params.get("before"):
        return _preceding(rows, keys, params, size)
    page, more = _take(rows, keys, size)
    return _page(page, keys, params, has_previous=False, has_next=more)


def _following(rows: QuerySet[Any, Any], keys: list[Key], params: Mapping[str, Any], size: int) -> KeysetPage:
    page, more = _take(rows.filter(_beyond(keys, params["after"])), keys, size)
    return _page(page, keys, params, has_previous=True, has_next=more)


def _preceding(rows: QuerySet[Any, Any], keys: list[Key], params: Mapping[str, Any], size: int) -> KeysetPage:
    """Walk back, which is walking forward in the opposite order."""
    back = [key.reversed() for key in keys]
    page, more = _take(rows.filter(_beyond(back, params["before"])), back, size)
    if not more and len(page) < size:
        # Too few rows stand before to fill a page, so they belong on the first one.
        page, more = _take(rows, keys, size)
        return _page(page, keys, params, has_previous=False, has_next=more)
    return _page(page[::-1], keys, params, has_previous=more, has_next=True)


def _beyond(keys: list[Key], token: str) -> Any:
    try:
        return cursors.beyond(keys, cursors.read(token, keys))
    except BadCursor:
        raise ClearNotFound(GONE) from None


def _take(rows: QuerySet[Any, Any], keys: list[Key], size: int) -> tuple[list[Any], bool]:
    taken = list(rows.order_by(*(key.ordering for key in keys))[: size + 1])
    return taken[:size], len(taken) > size


def _page(
    page: list[Any], keys: list[Key], params: Mapping[str, Any], *, has_previous: bool, has_next: bool
) -> KeysetPage:
    first = querystring(params)
    previous = querystring(params, before=cursors.write(keys, page[0])) if page and has_previous else ""
    following = querystring(params, after=cursors.write(keys, page[-1])) if page and has_next else ""
    # A list that shrank under the reader still offers a way back.
    return KeysetPage(page, previous or (first if has_previous else ""), following, first)
