"""Files of tables that the API takes, and their faults by row and column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from rest_framework import serializers

from cbtracker.rest.errors import TooLarge
from cbtracker.rest.shapes import Out
from cbtracker.web.tables.faults import Fault, faults_shown


class TableFile(serializers.FileField):
    """A CSV, XLSX or ODS file; one above the ceiling is refused before it is read."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=200, allow_empty_file=True, **options)

    def to_internal_value(self, data: Any) -> Any:
        """Return the file. Raises TooLarge."""
        file = super().to_internal_value(data)
        if file.size > settings.IMPORT_MAX_BYTES:
            raise TooLarge
        return file


class FaultOut(Out):
    """Something wrong with a file. `row` counts as a spreadsheet does; 0 stands for the whole file."""

    row = serializers.IntegerField()
    column = serializers.CharField(allow_blank=True)
    detail = serializers.CharField()
    keys = ("row", "detail")


def of_faults(faults: Sequence[Fault]) -> list[dict[str, Any]]:
    """The plain values that `FaultOut` gives out."""
    return [{"row": one.row, "column": one.column, "detail": one.message} for one in faults_shown(faults).listed]


def of_fault(fault: Fault) -> dict[str, Any]:
    """A fault of a file as one of the `errors` of a problem."""
    where = {"row": fault.row, "column": fault.column} if fault.row else {}
    return {"pointer": "#/file", "detail": fault.message, **where}
