"""Claiming the version of a record that somebody saw, among those with which it can still be done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import F, QuerySet

from areas.services.versions import StaleVersion


def claim_row(
    row: Any, rows: QuerySet[Any], expected_version: int | None, *, closed: Callable[[Any], Exception], **values: Any
) -> None:
    """Write `values` to `row` if it is among `rows` and nobody was first, and count its version on.

    `expected_version` None: whatever version is there. Raises StaleVersion, and what `closed` makes of the row as it is
    now where it is not among `rows`.
    """
    mine = rows.filter(pk=row.pk)
    seen = mine if expected_version is None else mine.filter(version=expected_version)
    if not seen.update(**values, version=F("version") + 1):
        current = type(row)._default_manager.get(pk=row.pk)
        if not mine.exists():
            raise closed(current)
        raise StaleVersion(current)
