"""What an app makes of the rows of a table: the good rows, and every fault of the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from .faults import Fault
from .limits import Limits
from .reading import RawRow, RawTable

Row = TypeVar("Row")


def parse_rows(
    table: RawTable, parse: Callable[[RawRow], tuple[Row | None, list[Fault]]], limits: Limits
) -> tuple[list[Row], list[Fault]]:
    """What `parse` makes of each row of `table`, and all faults: those of its cells, and those that `parse` finds.

    `parse` gives the row, or None and its faults. After `limits.faults` the rest of the table is not looked at.
    """
    rows: list[Row] = []
    faults = list(table.faults)
    broken_rows = {fault.row for fault in table.faults}
    broken_cells = {(fault.row, fault.column) for fault in table.faults}
    for raw in table.rows:
        if len(faults) >= limits.faults:
            faults.append(Fault(0, "", f"There is more to mend: from row {raw.number} on nothing was checked."))
            break
        row, found = parse(raw)
        # A cell that could not be read is blank here: what its reader says of the blank would be a second fault.
        faults += [fault for fault in found if (fault.row, fault.column) not in broken_cells]
        if row is not None and raw.number not in broken_rows:
            rows.append(row)
    return rows, faults
