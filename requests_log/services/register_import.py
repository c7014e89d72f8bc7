"""Importing a file of requests: all of it or nothing, as one batch that can be reversed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from areas.access import require
from cbtracker.accounts.permissions import Permission
from cbtracker.audit.services import record as record_audit
from cbtracker.web.tables.faults import Fault
from requests_log.importing.files import ParsedFile
from requests_log.importing.plan import Plan, make_plan
from requests_log.importing.rows import ParsedRow
from requests_log.models import Action, ChangeBatch, LoggedRequest, ReferenceCounter
from requests_log.services.creation import create_requests
from requests_log.services.imported import Names, apply_steps, draft_of
from requests_log.services.workstreams import start_workstream


class ImportRefused(Exception):
    """The file has faults (`faults`); nothing was imported."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(" ".join(map(str, faults)))
        self.faults = tuple(faults)


class StalePreview(Exception):
    """The register or the file is no longer what the preview showed. `plan` is how it is now; nothing was imported."""

    def __init__(self, plan: Plan) -> None:
        super().__init__("the register has changed since the preview")
        self.plan = plan


@dataclass(frozen=True)
class Imported:
    """What an import did. `batch` is None where the register said all of it already."""

    plan: Plan
    batch: ChangeBatch | None


@transaction.atomic
def import_register(
    file: ParsedFile,
    *,
    by: Any,
    effective_at: datetime | None = None,
    expected: str | None = None,
    now: datetime | None = None,
) -> Imported:
    """Bring the requests of `file` into the register, each changed one with one revision, or change nothing.

    `by` is None at the command line. `effective_at` (aware, default: now) is when the changes take effect.
    `expected` is the fingerprint of the plan that was confirmed. Raises NotPermitted, ImportRefused, StalePreview.
    """
    if by is not None:
        require(by, Permission.IMPORT_REGISTER)
    now = now or timezone.now()
    effective = effective_at or now
    _one_at_a_time()
    plan = make_plan(file, effective_at=effective, now=now)
    if expected is not None and plan.fingerprint != expected:
        raise StalePreview(plan)
    if plan.faults:
        raise ImportRefused(plan.faults)
    if plan.changes_nothing:
        return Imported(plan, None)
    return Imported(plan, _apply(plan, by=by, effective=effective, now=now))


def _one_at_a_time() -> None:
    """Two imports of the same file at once must not both make its requests: the second waits, and finds them."""
    ReferenceCounter.objects.get_or_create(pk=1)
    ReferenceCounter.objects.select_for_update().get(pk=1)


def _apply(plan: Plan, *, by: Any, effective: datetime, now: datetime) -> ChangeBatch:
    name = plan.file.name[:200]
    batch = ChangeBatch.objects.create(
        kind=ChangeBatch.Kind.IMPORT, by=by, at=now, reason=f"Import of {name}", file_name=name
    )
    for workstream in plan.new_workstreams:
        start_workstream(by=by, name=workstream, now=now)
    names = Names.read()
    created = _create([step.row for step in plan.created], names, by=by, effective=effective, now=now, batch=batch)
    apply_steps(plan.changed, names, by=by, effective=effective, now=now, batch=batch)
    batch.summary = {
        "created": [entry.reference for entry in created],
        "changed": [step.entry.reference for step in plan.changed if step.entry],
        "unchanged": len(plan.unchanged),
        "workstreams": list(plan.new_workstreams),
    }
    batch.save(update_fields=["summary"])
    counts = {"created": len(created), "changed": len(plan.changed), "unchanged": len(plan.unchanged)}
    record_audit(by=by, verb="register.imported", on=batch, data={"file": name, **counts}, now=now)
    return batch


def _create(
    rows: Sequence[ParsedRow], names: Names, *, by: Any, effective: datetime, now: datetime, batch: ChangeBatch
) -> list[LoggedRequest]:
    if not rows:
        return []
    drafts = [draft_of(row, names, on=timezone.localdate(effective), source=batch.file_name) for row in rows]
    return create_requests(drafts, by=by, action=Action.IMPORTED, now=now, effective_at=effective, batch=batch)
