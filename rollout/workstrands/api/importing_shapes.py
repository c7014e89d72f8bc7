"""What the API takes in and gives out of imports of budget lines."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from cbtracker.rest.shapes import In, Out, choice_of
from cbtracker.rest.tables import FaultOut, TableFile, of_faults
from rollout.workstrands.importing.preview import BudgetPreview, Comparison
from rollout.workstrands.importing.totals import Sum
from rollout.workstrands.models import BudgetUpload


class BudgetImportIn(In):
    """A CSV, XLSX or ODS file of budget lines, and what becomes of the lines that are there."""

    file = TableFile()
    how = choice_of(BudgetUpload, "how")
    example = {"file": "budget.csv", "how": "add"}


class BudgetSumOut(Out):
    """What lines come to. A sum of nothing known is 0 pence, with as many amounts not yet known as there are lines."""

    lines = serializers.IntegerField()
    pence = serializers.IntegerField()
    unknown = serializers.IntegerField(help_text="Amounts that are not yet known")
    keys = ("lines", "pence", "unknown")


class BudgetComparisonOut(Out):
    """A part of the budget, now and after the import."""

    label = serializers.CharField()
    before = BudgetSumOut()
    after = BudgetSumOut()
    keys = ("label", "before", "after")


class BudgetImportOut(Out):
    """What importing a file would do now. Its ETag is what a confirmation names in If-Match."""

    id = serializers.UUIDField()
    file_name = serializers.CharField()
    how = serializers.CharField()
    budget_version = serializers.IntegerField(help_text="The version of the budget that this rests on")
    added = serializers.IntegerField(help_text="Lines that would be added")
    removed = serializers.IntegerField(help_text="Lines that would be removed")
    repeated = serializers.IntegerField(help_text="Lines that say word for word what another says already")
    by_kind = BudgetComparisonOut(many=True, help_text="The last is of all lines")
    by_year = BudgetComparisonOut(many=True, help_text="The last is of all lines")
    warnings = serializers.ListField(child=serializers.CharField())
    faults = FaultOut(many=True, help_text="Why it cannot be imported; empty: it can")
    keys = ("id",)
    example = {
        "id": "1b671a64-40d5-491e-99b0-da01ff1f3341",
        "file_name": "budget.csv",
        "how": "add",
        "budget_version": 4,
        "added": 120,
        "removed": 0,
        "repeated": 0,
        "faults": [],
    }


class BudgetImportedOut(Out):
    """What an import did, in lines."""

    added = serializers.IntegerField()
    removed = serializers.IntegerField()
    keys = ("added", "removed")
    example = {"added": 120, "removed": 0}


def of_budget_preview(upload: BudgetUpload, preview: BudgetPreview) -> dict[str, Any]:
    """The plain value that `BudgetImportOut` gives out."""
    return {
        "id": upload.pk,
        "file_name": upload.file_name,
        "how": upload.how,
        "budget_version": preview.version,
        "added": preview.added,
        "removed": preview.removed,
        "repeated": preview.repeated,
        "by_kind": [_compared(part) for part in preview.by_kind],
        "by_year": [_compared(part) for part in preview.by_year],
        "warnings": preview.file.warnings,
        "faults": of_faults(preview.faults),
    }


def _compared(part: Comparison) -> dict[str, Any]:
    return {"label": part.label, "before": _sum(part.before), "after": _sum(part.after)}


def _sum(one: Sum) -> dict[str, int]:
    return {"lines": one.lines, "pence": one.pence, "unknown": one.unknown}
