"""What a row of the matrix is, and the sets of roles that rows are written with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from enum import Enum
from typing import Any

from cbtracker.accounts.permissions import WHITEHALL_ROLES, Role

SECRETARIAT = frozenset({Role.SECRETARIAT})
WHITEHALL = frozenset(WHITEHALL_ROLES)
READERS = WHITEHALL | {Role.OFFICER, Role.PARTNER}
PROGRAMME = READERS | {Role.COMMUNITY}
EVERYONE = frozenset(Role)
NOBODY: frozenset[Role] = frozenset()
ACCOUNT_KEEPERS = frozenset({Role.SECRETARIAT, Role.ADMINISTRATOR})


class Answer(Enum):
    """The classes of answer that a route gives."""

    REACHED = "reached"
    HIDDEN = "hidden"
    LOGIN = "sent to sign in"
    WRONG = "wrong"


REACHED, HIDDEN, LOGIN = Answer.REACHED, Answer.HIDDEN, Answer.LOGIN

Maker = Callable[[Any, Any], Mapping[str, Any]]


def nothing(side: Any, user: Any) -> Mapping[str, Any]:
    """No arguments."""
    return {}


@dataclass(frozen=True)
class Row:
    """One route and method: who reaches it. See the package's docstring."""

    route: str
    method: str
    own: Set[Role]
    other: Set[Role] | None = None
    kwargs: Maker = nothing
    query: Maker = nothing
    data: Maker = nothing
    anonymous: Answer = LOGIN
    hidden: bool = False
    of: str = ""

    def __str__(self) -> str:
        """Its method and route; with what it is tried on, where a route serves several kinds of record."""
        return f"{self.method} {self.route} {self.of}".strip()

    def roles(self, side: str) -> Set[Role]:
        """The roles that reach the route on `side`, which is "own" or "other"."""
        return self.own if side == "own" or self.other is None else self.other
