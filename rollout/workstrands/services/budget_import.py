"""Importing a file of lines into a shadow budget: all of it or nothing (F003 Annex B ¶5a)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from areas.access import NotPermitted, require
from cbtracker.audit.services import record
from cbtracker.web.tables.faults import Fault
from cbtracker.web.tables.limits import limits_of_settings
from cbtracker.web.tables.uploads import KEPT_FOR
from rollout.services.kept import said
from rollout.workstrands.importing.preview import BudgetPreview, preview_of
from rollout.workstrands.importing.rows import BudgetFile, read_budget
from rollout.workstrands.models import BudgetLine, BudgetUpload, OperationalPlan
from rollout.workstrands.services.parts import PLAN, check_open, hold_plan

BATCH = 1000


class BudgetImportRefused(Exception):
    """The file has faults (`faults`); nothing was imported."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(" ".join(map(str, faults)))
        self.faults = tuple(faults)


class BudgetMoved(Exception):
    """The budget is no longer what the preview showed; nothing was imported."""


@dataclass(frozen=True)
class BudgetImported:
    """What an import did, in lines."""

    file_name: str
    added: int
    removed: int


def read_file(content: bytes, *, name: str, plan: OperationalPlan) -> BudgetFile:
    """Read an uploaded file for the budget of `plan`. Never raises for what it holds."""
    return read_budget(content, name=name, plan=plan, limits=limits_of_settings())


def preview_of_upload(upload: BudgetUpload) -> BudgetPreview:
    """What confirming `upload` would do now."""
    file = read_file(bytes(upload.content), name=upload.file_name, plan=upload.plan)
    return preview_of(file, plan=upload.plan, how=upload.how)


@transaction.atomic
def keep_budget_upload(
    *, plan: OperationalPlan, how: str, file_name: str, content: bytes, by: Any, now: datetime
) -> BudgetUpload:
    """Keep a file until its preview is confirmed; it replaces the person's earlier one.

    Raises NotPermitted, PlanClosed.
    """
    require(by, PLAN.permission, on=plan)
    check_open(plan)
    BudgetUpload.objects.filter(Q(owner=by) | Q(uploaded_at__lt=now - KEPT_FOR)).delete()
    return BudgetUpload.objects.create(
        owner=by, plan=plan, how=how, file_name=file_name[:200], content=content, uploaded_at=now
    )


@transaction.atomic
def confirm_budget_upload(*, upload: BudgetUpload, expected_version: int, by: Any, now: datetime) -> BudgetImported:
    """Import `upload` as its preview showed, which rested on `expected_version` of the budget. The file is not kept.

    Raises NotPermitted, also for the upload of somebody else; PlanClosed, BudgetMoved, BudgetImportRefused.
    """
    if upload.owner_id != by.pk:
        raise NotPermitted("an upload is its owner's alone")
    # Locked: which years the file may name does not change before its lines are written.
    plan = hold_plan(upload.plan)
    file = read_file(bytes(upload.content), name=upload.file_name, plan=plan)
    imported = import_budget(plan=plan, file=file, how=upload.how, expected_version=expected_version, by=by, now=now)
    upload.delete()
    return imported


@transaction.atomic
def import_budget(
    *, plan: OperationalPlan, file: BudgetFile, how: str, expected_version: int, by: Any, now: datetime
) -> BudgetImported:
    """Bring the lines of `file` into the budget of `plan`, beside or in place of those that are there.

    Raises NotPermitted, PlanClosed; BudgetMoved unless the budget has `expected_version`; BudgetImportRefused.
    """
    require(by, PLAN.permission, on=plan)
    check_open(plan)
    claimed = OperationalPlan.objects.filter(pk=plan.pk, budget_version=expected_version)
    if not claimed.update(budget_version=F("budget_version") + 1):
        raise BudgetMoved
    if file.faults:
        raise BudgetImportRefused(file.faults)
    removed = _remove_all(plan) if how == BudgetUpload.How.REPLACE else []
    for line in file.lines:
        line.changed_at = now
    BudgetLine.objects.bulk_create(file.lines, batch_size=BATCH)
    counts = {"file": file.name, "digest": file.digest, "added": len(file.lines)}
    data = {**counts, "removed": len(removed), "before": removed}
    record(by=by, verb="workstrands.budget_imported", on=plan, label="Budget", data=data, now=now)
    return BudgetImported(file.name, len(file.lines), len(removed))


def _remove_all(plan: OperationalPlan) -> list[dict[str, Any]]:
    """Remove every line of `plan`, and give what they said, for the audit to keep."""
    lines = BudgetLine.objects.filter(plan=plan)
    gone = [said(line) for line in lines]
    lines.delete()
    return gone
