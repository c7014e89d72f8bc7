"""What a row of the table of pages is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from cbtracker.accounts.permissions import Role
from tests.conventions.matrix.rows import REACHED, Row
from tests.conventions.matrix.test_matrix import ROWS

NOTHING, BARE, FULL, LONG = "nothing", "bare", "full", "long"
STATES = ("empty", "full", "error", "long")
EMPTIED: Mapping[str, str] = {}
# The form that asks something: buttons beside it, such as the one that removes a link, are forms of their own.
FORM = "main form[method=post]:has(input:not([type=hidden]), textarea, select)"
STRANGER = "stranger"
"""Somebody who is not signed in."""

Query = str | Callable[[Any], str]


def row_of(route: str) -> Row:
    """The row of the permission matrix for reading `route`."""
    return next(row for row in ROWS if (row.route, row.method) == (route, "GET"))


@dataclass(frozen=True, eq=False)
class Page:
    """One page. `lands` is True where the address leads on to another one of the same page."""

    route: str
    states: str
    name: str = ""
    path: str = ""
    kwargs: Callable[[Any], Mapping[str, Any]] | None = None
    query: Mapping[str, Query] = field(default_factory=dict)
    wrong: Mapping[str, str] | None = None
    form: str = FORM
    roles: Set[str] = frozenset()
    empty: str = BARE
    lands: bool = False

    def __str__(self) -> str:
        return self.name or self.route

    def readers(self) -> list[str]:
        """Who may see it, in the order of the roles; pages of people who are not signed in: a stranger."""
        if self.roles:
            return sorted(self.roles)
        row = row_of(self.route)
        return [STRANGER] if row.anonymous is REACHED else [role.value for role in Role if role in row.own]

    def world(self, state: str) -> str:
        """The world that `state` is read in."""
        return {"empty": self.empty, "error": FULL}.get(state, state)

    def address(self, world: Any, state: str, role: str) -> str:
        """Its path and query in `world`."""
        if self.path:
            return self.path
        kwargs = self.kwargs(world) if self.kwargs else row_of(self.route).kwargs(world.own, world.people.get(role))
        query = self.query.get(state, "")
        query = query(world) if callable(query) else query
        return reverse(self.route, kwargs=dict(kwargs)) + (f"?{query}" if query else "")
