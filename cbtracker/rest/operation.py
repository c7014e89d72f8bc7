"""What an operation of the API is: said once, in a decorator, and read by the views, the schema and the tests."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponseBase

from cbtracker.accounts.permissions import Permission

Method = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Query:
    """A query parameter: what it is for, an example, and its schema (OpenAPI 3.1)."""

    about: str
    example: Any = None
    schema: Mapping[str, Any] = field(default_factory=lambda: {"type": "string"})


@dataclass(frozen=True)
class Leaving:
    """That an operation is on its way out: since when it is deprecated, when it ends, and where that is explained.

    Sent as `Deprecation` (RFC 9745), `Sunset` (RFC 8594) and `Link`; the schema says it too.
    """

    since: dt.datetime
    ends: dt.datetime
    link: str


@dataclass(frozen=True)
class Operation:
    """One operation.

    `permission`: what the role must hold, else 404; None for everybody who is signed in. `takes` and `gives` are the
    serializers of the body and of the answer, `many` says that the answer is a page of a list. `versioned`: If-Match
    is required. `filters` is the pages' FilterSet, `sorts` the orders a list can be asked for. `csv`: the list can be
    had as CSV too; `kinds`: other media types that it can be had as beside JSON, such as a calendar; both for those
    with `csv_permission`. `files`: media types of which the answer is a file.
    `late`: that the operation can come too late, which is 409. `also`: other statuses that the same answer can have.
    `overtaken`: that it can answer 412 without If-Match, because the versions that were seen are in the body.
    """

    summary: str
    permission: Permission | None
    status: int = 200
    takes: Any = None
    gives: Any = None
    many: bool = False
    versioned: bool = False
    filters: Any = None
    sorts: tuple[str, ...] = ()
    query: Mapping[str, Query] = field(default_factory=dict)
    paged: bool = False
    csv: bool = False
    csv_permission: Permission | None = None
    kinds: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    late: bool = False
    overtaken: bool = False
    also: tuple[int, ...] = ()
    upload: bool = False
    exports: bool = False
    leaving: Leaving | None = None
    description: str = ""

    @functools.cached_property
    def parameters(self) -> frozenset[str]:
        """The names of all query parameters that the operation takes."""
        names = set(self.query)
        if self.filters is not None:
            names |= set(self.filters.base_filters)
        if self.sorts:
            names.add("sort")
        if self.paged:
            names |= {"after", "before", "size"}
        if self.gives is not None:
            names.add("fields")
            if self.gives.expandable():
                names.add("expand")
        return frozenset(names)


def operation(summary: str, *, permission: Permission | None, **said: Any) -> Callable[[Method], Method]:
    """Declare the decorated method of a viewset as an operation: see `Operation` for what can be said of it.

    Its docstring is the description that users of the API read.
    """

    def declare(method: Method) -> Method:
        said.setdefault("description", (method.__doc__ or "").strip())
        declared = Operation(summary, permission, **said)

        @functools.wraps(method)
        def answer(self: Any, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return self.answer_once(functools.partial(method, self, request, *args, **kwargs))

        answer.operation = declared  # type: ignore[attr-defined]
        return answer

    return declare
