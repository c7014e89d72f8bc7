"""How much of a file is read. Settings may change the first."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Limits:
    """Ceilings, in bytes, rows, columns, faults and characters."""

    file_bytes: int = 20 * 1024 * 1024
    unpacked_bytes: int = 100_000_000
    parts: int = 1_000
    rows: int = 10_000
    columns: int = 60
    faults: int = 2_000  # after which the rest of a file is not looked at
    cell_characters: int = 32_767  # what a spreadsheet's cell can hold


def limits_of_settings() -> Limits:
    """The ceilings of this installation."""
    return Limits(file_bytes=settings.IMPORT_MAX_BYTES)
