"""What a row of the API's matrix is."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from cbtracker.accounts.permissions import Role
from tests.conventions.matrix.rows import Maker, nothing


@dataclass(frozen=True)
class ApiRow:
    """One operation: who reaches it. See the package's docstring."""

    operation: str
    own: Set[Role]
    other: Set[Role] | None = None
    kwargs: Maker = nothing
    query: Maker = nothing
    body: Maker = nothing
    accept: str = ""

    def __str__(self) -> str:
        return f"{self.operation} {self.accept}".strip()

    def roles(self, side: str) -> Set[Role]:
        """The roles that reach it on `side`, which is "own" or "other"."""
        return self.own if side == "own" or self.other is None else self.other
