"""How a line of a shadow budget stands in a table: what an export writes and an import reads back as it was."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter

from cbtracker.web.tables.columns import Columns
from rollout.workstrands.models import BudgetLine

COLUMNS = Columns(
    required=("body", "service", "year", "kind", "arrangement", "amount", "controlled_by"),
    optional=("funding_source", "community_kind", "controller", "confidence", "evidence", "note"),
)
HEADINGS = (
    "body",
    "service",
    "funding_source",
    "year",
    "kind",
    "community_kind",
    "arrangement",
    "amount",
    "controlled_by",
    "controller",
    "confidence",
    "evidence",
    "note",
)
"""The columns in the order of an export: all that an import knows."""

FIELDS = (
    "body",
    "service",
    "funding",
    "year",
    "kind",
    "community_kind",
    "arrangement",
    "amount_pence",
    "controlled_by",
    "controller",
    "confidence",
    "evidence",
    "note",
)
"""The fields of a line that the columns hold, in the same order."""

Said = tuple[str, str, str, int, str, str, str, int | None, str, str, str, str, str]
"""What a line says: the values of `FIELDS`."""

said_of: Callable[[BudgetLine], Said] = attrgetter(*FIELDS)
"""What a line says."""

_CHOICES: dict[str, dict[str, str]] = {
    "kind": dict(BudgetLine.Kind.choices),
    "community_kind": dict(BudgetLine.Community.choices),
    "arrangement": dict(BudgetLine.Arrangement.choices),
    "controlled_by": dict(BudgetLine.Control.choices),
    "confidence": dict(BudgetLine.Confidence.choices),
}
_LABELS = [_CHOICES.get(name, {}) for name in FIELDS]


def choices_of_columns() -> dict[str, list[str]]:
    """The labels that may be written in the columns that have a choice of them, for who prepares a file."""
    return {name: list(labels.values()) for name, labels in _CHOICES.items()}


def labels_of(field: str) -> dict[str, str]:
    """The labels of the values that `field` may have."""
    return _CHOICES[field]


def cells_of(said: Said) -> list[str]:
    """The texts under `HEADINGS` for a line that says `said`, before any guard; blank: an amount not yet known."""
    return [_cell(name, value, labels) for name, value, labels in zip(FIELDS, said, _LABELS, strict=True)]


def year_label(begins: int) -> str:
    """The financial year that begins in April of `begins`: "2012/13"."""
    return f"{begins}/{(begins + 1) % 100:02}"


def _cell(name: str, value: str | int | None, labels: dict[str, str]) -> str:
    if name == "year":
        return year_label(int(value or 0))
    if name == "amount_pence":
        return "" if value is None else f"{int(value) // 100}.{int(value) % 100:02}"
    return str(labels.get(str(value), value))
