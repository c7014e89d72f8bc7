"""Lists: filtered as the pages are, by cursor where they grow, and counted where that is cheap."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, cast

from django.db import models
from django.http import QueryDict
from rest_framework.response import Response

from cbtracker.rest.errors import wrong_parameter
from cbtracker.rest.operation import Operation
from cbtracker.rest.shapes import asked_names
from cbtracker.web.errors import ClearNotFound
from cbtracker.web.pagination import PAGE_SIZE, CappedCount, capped_count, keyset_page

LARGEST_PAGE = 100


class Lists:
    """What a viewset answers lists with."""

    request: Any
    action: str

    @property
    def operation(self) -> Operation:
        """The operation that was asked for."""
        return cast(Operation, getattr(self, self.action).operation)

    @property
    def params(self) -> QueryDict:
        """The query parameters."""
        return cast(QueryDict, self.request.query_params)

    def check_parameters(self) -> None:
        """Raise Wrong for a parameter that the operation does not know, and for an order or field that it cannot have.

        Before anything is done: a write must not stay where its answer cannot be given.
        """
        unknown = sorted(set(self.params) - self.operation.parameters)
        if unknown:
            raise wrong_parameter(unknown[0][:100], "There is no parameter of this name here.")
        gives = self.operation.gives
        if gives is not None:
            asked_names(self.params, "fields", gives.names())
            asked_names(self.params, "expand", gives.expandable())
        asked = self.params.get("sort")
        if asked is not None and asked.removeprefix("-") not in self.operation.sorts:
            raise wrong_parameter(
                "sort", f"Choose from {', '.join(self.operation.sorts)}; “-” before it turns it round."
            )

    def represent_all(self, rows: Sequence[Any]) -> Any:
        """The rows as they are given out: the viewset's to say."""
        return list(rows)

    def filtered(self, rows: models.QuerySet[Any, Any]) -> Any:
        """The operation's FilterSet over `rows`, the pages' own; raises Wrong for a filter that cannot be read."""
        filterset = self.operation.filters(self.params, rows, request=self.request)
        for name in set(self.params) & set(filterset.base_filters) - set(filterset.filters):
            raise wrong_parameter(name, "You have nothing to choose from here. Leave it out.")
        if not filterset.is_valid():
            first, texts = next(iter(filterset.errors.items()))
            raise wrong_parameter(first if first in filterset.filters else "", " ".join(texts))
        return filterset

    def size(self) -> int:
        """How many rows a page shall have: 1 to 100."""
        asked = self.params.get("size", str(PAGE_SIZE))
        if not (asked.isascii() and asked.isdigit() and len(asked) < 4 and 1 <= int(asked) <= LARGEST_PAGE):
            raise wrong_parameter("size", f"Enter a number from 1 to {LARGEST_PAGE}.")
        return int(asked)

    def page(
        self,
        rows: models.QuerySet[Any, Any],
        *,
        order: Sequence[tuple[str, str]],
        counted: models.QuerySet[Any, Any] | None = None,
        never_blank: Collection[str] = (),
    ) -> Response:
        """A page of `rows` by cursor, for lists that grow; counted up to a thousand (`counted`, default: `rows`)."""
        if self.params.get("after") and self.params.get("before"):
            raise wrong_parameter("before", "Send after or before, not both.")
        try:
            page = keyset_page(rows, order=order, params=self.params, size=self.size(), never_blank=never_blank)
        except ClearNotFound:
            name = "after" if self.params.get("after") else "before"
            raise wrong_parameter(name, "This is not a cursor of this list. Follow next from its first page.") from None
        count = capped_count(rows if counted is None else counted)
        return self.listed(self.represent_all(page.rows), count, following=page.next, previous=page.previous)

    def whole(self, rows: Iterable[Any]) -> Response:
        """A list that is short by its nature, all of it."""
        found = list(rows)
        return self.listed(self.represent_all(found), CappedCount(len(found), False))

    def listed(self, results: list[Any], count: CappedCount, *, following: str = "", previous: str = "") -> Response:
        """`results` of so many in all; `following` and `previous` are the query strings of the pages beside it."""
        return Response(
            {
                "count": count.number,
                "count_is_capped": count.capped,
                "next": self.address_of(following),
                "previous": self.address_of(previous),
                "results": results,
            }
        )

    def address_of(self, query: str) -> str | None:
        """This address with `query`, a query string; None for none."""
        return self.request.build_absolute_uri(f"{self.request.path}{query}") if query else None
