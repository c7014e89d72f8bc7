"""Digests that were made, for those who read the audit: for whom, of what time, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponseBase

from areas.api.base import ProgrammeViewSet
from cbtracker.accounts.permissions import Permission
from cbtracker.digests.api.shapes import DigestOut, of_digest
from cbtracker.digests.filters import DigestFilterSet
from cbtracker.digests.models import Digest
from cbtracker.digests.presenters import digest_rows
from cbtracker.digests.views.sent import DigestList
from cbtracker.rest.operation import operation
from cbtracker.web.sorting import Sort


class Digests(ProgrammeViewSet):
    """What became of digests; never what they said."""

    tag = "Digests"

    def rows(self) -> Any:
        """Those that the reader may see, with their people and messages."""
        return Digest.objects.visible_to(self.request.user).select_related("user", "message")

    @operation(
        "List digests",
        permission=Permission.READ_AUDIT,
        gives=DigestOut,
        many=True,
        paged=True,
        filters=DigestFilterSet,
        sorts=tuple(DigestList.orders),
    )
    def list(self, request: Any) -> HttpResponseBase:
        """Digests that match the filters, the newest period first: the same rows in the same order as the page."""
        sort = Sort(self.params, DigestList.orders, DigestList.default_order)
        return self.page(self.filtered(self.rows()).qs, order=sort.order, never_blank={"period"})

    def represent_all(self, rows: Sequence[Any]) -> Any:
        """Lines as the page has them."""
        return super().represent_all([of_digest(row) for row in digest_rows(rows)])
