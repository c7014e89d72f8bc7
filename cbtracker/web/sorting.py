"""Sorting a list by links: which column, which way, and what a table head must say about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from cbtracker.web.links import querystring


@dataclass(frozen=True)
class Sort:
    """The order of a list: `?sort=key` or `?sort=-key`.

    `orders` maps the keys that may be sorted by to the fields behind them; anything else in the address
    is the `default`.
    """

    params: QueryDict
    orders: Mapping[str, str]
    default: str

    @property
    def current(self) -> str:
        """The key in use, with "-" before it when it is descending."""
        asked = self.params.get("sort", "")
        return asked if asked.removeprefix("-") in self.orders else self.default

    @property
    def order(self) -> list[tuple[str, str]]:
        """The order for `keyset_page`: the field and its direction, then the id."""
        direction = "desc" if self.current.startswith("-") else "asc"
        return [(self.orders[self.current.removeprefix("-")], direction), ("id", direction)]

    def aria(self, key: str) -> str:
        """The value of `aria-sort` for the column `key`."""
        if self.current.removeprefix("-") != key:
            return "none"
        return "descending" if self.current.startswith("-") else "ascending"

    def href(self, key: str) -> str:
        """The page sorted by `key`; the other way round when it already is."""
        return querystring(self.params, sort=f"-{key}" if self.current == key else key)
