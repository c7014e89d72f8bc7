"""What is wrong with a file that was to be imported, and where."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SHOWN_FAULTS = 3_000


@dataclass(frozen=True)
class Fault:
    """One thing wrong. `row` counts from 1 as a spreadsheet shows it; 0 stands for the whole file."""

    row: int
    column: str
    message: str

    def __str__(self) -> str:
        where = f"Row {self.row}" if self.row else "The file"
        return f"{where}, {self.column}: {self.message}" if self.column else f"{where}: {self.message}"


def in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """`faults` row by row; those of one row as they were found, which is in the order of the columns."""
    return tuple(sorted(faults, key=lambda fault: fault.row))


class UnreadableFile(ValueError):
    """The file, or a cell of it, cannot be read. Holds every fault found (`faults`)."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults
        super().__init__(" ".join(map(str, faults)))


def whole_file(message: str) -> UnreadableFile:
    """The error for a file that cannot be read at all."""
    return UnreadableFile(Fault(0, "", message))


@dataclass(frozen=True)
class ShownFaults:
    """Faults by row and column, and how many more there are."""

    listed: Sequence[Fault]
    more: int

    def __bool__(self) -> bool:
        return bool(self.listed)


def faults_shown(faults: Sequence[Fault]) -> ShownFaults:
    """The faults that a page lists."""
    return ShownFaults(faults[:SHOWN_FAULTS], max(len(faults) - SHOWN_FAULTS, 0))
