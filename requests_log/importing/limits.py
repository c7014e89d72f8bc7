"""How much of a file is read. The defaults suit the register; settings may change them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Ceilings, in bytes, rows and columns."""

    file_bytes: int = 20_000_000
    unpacked_bytes: int = 100_000_000
    parts: int = 1_000
    rows: int = 10_000
    columns: int = 60
    cell_characters: int = 32_767  # what a spreadsheet's cell can hold
    faults: int = 200
