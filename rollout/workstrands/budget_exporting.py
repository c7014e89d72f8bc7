"""A shadow budget as a file, in the columns that an import reads back as they were."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from rollout.workstrands.importing.columns import FIELDS, HEADINGS, cells_of
from rollout.workstrands.models import BudgetLine, OperationalPlan

SHEET = "Shadow budget"
HEADER = HEADINGS


def export_name(plan: OperationalPlan, today: date) -> str:
    """What the file is called, without its ending."""
    return f"budget-{plan.place.slug}-{today.isoformat()}"


def export_rows(lines: QuerySet[BudgetLine]) -> Iterator[list[str]]:
    """The texts of each of `lines`, in their order; the downloads guard them. Blank: an amount not yet known."""
    rows: Any = lines.values_list(*FIELDS)
    return map(cells_of, rows.iterator())
