"""Changes of many requests at once: made for one reason, read, and reversed as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db import models
from django.http import HttpResponseBase
from django.urls import reverse

from areas.api.base import ProgrammeViewSet
from cbtracker.accounts.permissions import Permission
from cbtracker.rest.errors import Stale, Wrong
from cbtracker.rest.operation import operation
from requests_log.api.bulk_shapes import BatchLine, BatchOut, BatchRequestOut, BulkChangeIn, ReversalIn
from requests_log.api.naming import NAMING_FIELDS, all_departments
from requests_log.api.records import of_entry
from requests_log.api.shapes import RequestOut
from requests_log.models import ChangeBatch, LoggedRequest, Revision
from requests_log.services import bulk_change, reverse_batch
from requests_log.services.batches import reversal_faults
from requests_log.services.core import MovedOn
from requests_log.sights import sees_whitehall

SAME = ("id", "kind", "at", "reason", "file_name")


class OfBatches(ProgrammeViewSet):
    """A viewset of changes of many requests at once."""

    tag = "Bulk changes and imports"
    names: ClassVar[dict[str, str]] = {"entries": "requests"}
    late: ClassVar[tuple[type[Exception], ...]] = (MovedOn,)

    def rows(self) -> models.QuerySet[ChangeBatch]:
        """All of them: they are for those only who may reverse them."""
        return ChangeBatch.objects.select_related("by", "reversed_by")

    def batch(self) -> ChangeBatch:
        """The one of the address, or 404."""
        found: ChangeBatch = self.find(pk=self.kwargs["id"])
        return found

    def made(self, batch: ChangeBatch) -> HttpResponseBase:
        """The answer to what made `batch`."""
        return self.answer(self.rows().get(pk=batch.pk), location=address_of(batch))

    def represent(self, row: Any) -> Any:
        """A batch with what stands in the way of reversing it."""
        return super().represent({**line(row), "reversal_faults": reversal_faults(row)})

    def _stale(self, row: LoggedRequest) -> Stale:
        return self.stale([row])

    def stale(self, rows: Sequence[LoggedRequest]) -> Stale:
        """412 with every request that is no longer what was seen, as it is now."""
        whitehall = sees_whitehall(self.request.user)
        return Stale([RequestOut(of_entry(row, whitehall=whitehall)).data for row in rows])


def address_of(batch: ChangeBatch) -> str:
    """Where `batch` is read."""
    return reverse("api:bulk_change", kwargs={"id": batch.pk})


def line(batch: ChangeBatch) -> dict[str, Any]:
    """The plain value that `BatchLine` gives out."""
    undone = getattr(batch, "reversed_by", None)
    return {
        **{name: getattr(batch, name) for name in SAME},
        "by": str(batch.by or "cbtracker"),
        "created": len(batch.summary.get("created", ())),
        "changed": len(batch.summary.get("changed", ())),
        "reverses": batch.reverses_id,
        "reversed_by": undone.pk if undone else None,
    }


class BulkChanges(OfBatches):
    """Bulk changes, imports and reversals."""

    @operation("List bulk changes", permission=Permission.REVERSE_CHANGES, gives=BatchLine, many=True, paged=True)
    def list(self, request: Any) -> HttpResponseBase:
        """Every bulk change, import and reversal, the newest first."""
        return self.page(self.rows(), order=(("id", "desc"),))

    def represent_all(self, rows: Sequence[ChangeBatch]) -> Any:
        """Lines: what stands in the way of each is asked for one by one."""
        return super().represent_all([line(row) for row in rows])

    @operation("Read a bulk change", permission=Permission.REVERSE_CHANGES, gives=BatchOut)
    def retrieve(self, request: Any, id: str) -> HttpResponseBase:
        """Who made it, when and why, how many requests it changed, and what stands in the way of reversing it."""
        return self.answer(self.batch())

    @operation(
        "Change many requests",
        permission=Permission.BULK_CHANGE,
        takes=BulkChangeIn,
        gives=BatchOut,
        status=201,
        overtaken=True,
    )
    def create(self, request: Any) -> HttpResponseBase:
        """Change timescale, workstream, due date or departments of up to 500 requests in work, for one reason.

        Each request is named with the version that was seen. All or nothing: where one has changed since, the answer
        is 412 with those that have in `current`. The whole can be reversed later.
        """
        said = self.said()
        entries = self._seen(said.pop("requests"))
        batch = bulk_change(
            entries,
            by=request.user,
            expected_versions={entry.pk: entry.shared_version for entry in entries},
            reason=said.pop("reason"),
            departments=all_departments(said),
            **{name: value for name, value in said.items() if name not in NAMING_FIELDS},
        )
        return self.made(batch)

    def _seen(self, said: Sequence[Mapping[str, Any]]) -> Sequence[LoggedRequest]:
        """The requests that `said` names; raises Wrong for unknown ones, Stale for those that have changed since."""
        visible = LoggedRequest.objects.visible_to(self.request.user)
        found = {entry.reference: entry for entry in visible.filter(reference__in=[one["reference"] for one in said])}
        faults = [
            {"pointer": f"#/requests/{index}/reference", "detail": f"There is no request “{one['reference']}”."}
            for index, one in enumerate(said)
            if one["reference"] not in found
        ]
        if faults:
            raise Wrong(faults)
        moved = [found[one["reference"]] for one in said if found[one["reference"]].version != one["version"]]
        if moved:
            raise self.stale(moved)
        return [found[one["reference"]] for one in said]


class BatchRequests(OfBatches):
    """What a bulk change did."""

    @operation(
        "List the requests of a bulk change",
        permission=Permission.REVERSE_CHANGES,
        gives=BatchRequestOut,
        many=True,
        paged=True,
    )
    def list(self, request: Any, id: str) -> HttpResponseBase:
        """Every request that it made or changed, with the version that it got."""
        rows = Revision.objects.visible_to(request.user).filter(batch=self.batch())
        said = {"reference": models.F("entry__reference"), "issue": models.F("entry__issue")}
        return self.page(rows.values("id", "version", "action", **said), order=(("id", "asc"),))


class Reversals(OfBatches):
    """Bulk changes and imports taken back."""

    @operation(
        "Reverse a bulk change",
        permission=Permission.REVERSE_CHANGES,
        takes=ReversalIn,
        gives=BatchOut,
        status=201,
        late=True,
        overtaken=True,
    )
    def create(self, request: Any, id: str) -> HttpResponseBase:
        """Undo a bulk change or an import as a whole, by new revisions: each request says again what it said before.

        409, with a sentence for each request that has changed since, where that stands in the way.
        """
        batch = self.batch()
        return self.made(reverse_batch(batch, by=request.user, **self.said()))
