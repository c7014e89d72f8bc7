"""Every operation of the API, walked from its routes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cbtracker.api import ROUTES
from cbtracker.rest.models import Scope
from cbtracker.rest.operation import Operation

SAFE = {"get", "head"}


@dataclass(frozen=True)
class Declared:
    """An operation with its address: `route` is the name for `reverse`, `method` in lower case."""

    name: str
    route: str
    method: str
    viewset: type[Any]
    operation: Operation

    def scope(self, *, file: bool = False) -> Scope:
        """The scope that a token needs for it; `file`: for its answer as CSV or another kind of file."""
        if self.method not in SAFE:
            return Scope.WRITE
        return Scope.EXPORT if self.operation.files or self.operation.exports or file else Scope.READ


def every_operation() -> Iterator[Declared]:
    """Yield each."""
    for route in ROUTES:
        for method, action in route.actions.items():
            declared = getattr(route.viewset, action).operation
            yield Declared(f"{route.name}_{action}", f"api:{route.name}", method, route.viewset, declared)
