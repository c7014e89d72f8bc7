"""What the API takes in and gives out of imports of requests."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rest_framework import serializers

from cbtracker.rest.shapes import Day, In, Out
from cbtracker.rest.tables import FaultOut, TableFile, of_faults
from requests_log.import_presenters import SHOWN_ROWS, plan_shown
from requests_log.importing.plan import Plan
from requests_log.models import ImportUpload
from requests_log.services.register_import import Imported

FIRST_ROWS = f"The first {SHOWN_ROWS}"


class ImportIn(In):
    """A CSV, XLSX or ODS file of requests, and the day from which what it says holds: blank for now."""

    file = TableFile()
    effective_on = Day(required=False, allow_null=True, default=None)
    example = {"file": "requests.csv", "effective_on": "2011-03-17"}


class DifferenceOut(Out):
    """A column whose text the file has otherwise."""

    column = serializers.CharField()
    before = serializers.CharField(allow_blank=True)
    after = serializers.CharField()
    keys = ("column", "before", "after")


class NewRowOut(Out):
    """A row that becomes a request. `number` is the row as a spreadsheet counts."""

    number = serializers.IntegerField()
    section = serializers.CharField()
    areas = serializers.CharField(allow_blank=True)
    issue = serializers.CharField()
    departments = serializers.CharField(allow_blank=True)
    position = serializers.CharField(allow_blank=True)
    keys = ("number",)


class ChangedRowOut(Out):
    """A row that changes a request."""

    number = serializers.IntegerField()
    reference = serializers.CharField()
    issue = serializers.CharField()
    differences = DifferenceOut(many=True)
    keys = ("number", "reference")


class ImportOut(Out):
    """What importing a file would do now. Its ETag is what a confirmation names in If-Match."""

    id = serializers.UUIDField()
    file_name = serializers.CharField()
    effective_on = Day(allow_null=True, help_text="null: when it is confirmed")
    changes_nothing = serializers.BooleanField(help_text="Whether the register says all of it already")
    created_count = serializers.IntegerField()
    changed_count = serializers.IntegerField()
    unchanged_count = serializers.IntegerField()
    created = NewRowOut(many=True, help_text=FIRST_ROWS)
    changed = ChangedRowOut(many=True, help_text=FIRST_ROWS)
    workstreams = serializers.ListField(child=serializers.CharField(), help_text="Those that it would begin")
    warnings = serializers.ListField(child=serializers.CharField())
    faults = FaultOut(many=True, help_text="Why it cannot be imported; empty: it can")
    keys = ("id",)
    example = {
        "id": "1b671a64-40d5-491e-99b0-da01ff1f3341",
        "file_name": "requests.csv",
        "effective_on": "2011-03-17",
        "changes_nothing": False,
        "created_count": 5,
        "changed_count": 1,
        "unchanged_count": 40,
        "faults": [],
    }


class ImportedOut(Out):
    """What an import did. `bulk_change` is the change of many requests that it made, by which it can be reversed."""

    created = serializers.IntegerField()
    changed = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    bulk_change = serializers.IntegerField(allow_null=True, help_text="null: the register said all of it already")
    keys = ("bulk_change",)
    example = {"created": 5, "changed": 1, "unchanged": 40, "bulk_change": 8}


def of_plan(upload: ImportUpload, plan: Plan) -> dict[str, Any]:
    """The plain value that `ImportOut` gives out, and the plan's fingerprint."""
    shown = asdict(plan_shown(plan))
    kept = {"id": upload.pk, "file_name": upload.file_name, "effective_on": upload.effective_on}
    return {**shown, **kept, "faults": of_faults(plan.faults)}


def of_imported(result: Imported) -> dict[str, Any]:
    """The plain value that `ImportedOut` gives out."""
    plan = result.plan
    return {
        "created": len(plan.created),
        "changed": len(plan.changed),
        "unchanged": len(plan.unchanged),
        "bulk_change": result.batch.pk if result.batch else None,
    }
