"""The columns of an import, and the heading row that names them."""

from rapidfuzz import process

from .cells import Cell
from .faults import Fault, UnreadableFile

REQUIRED = ("section", "areas", "issue", "departments", "position")
OPTIONAL = ("reference", "due_on", "workstream", "outcome", "kind", "raised_on", "lead")
IGNORED = ("annex",)  # the exported paper has it; the section says the same
KNOWN = (*REQUIRED, *OPTIONAL, *IGNORED)


def column_key(heading: str) -> str:
    """The column that `heading` names, whatever its case and spaces ("Due on" is due_on)."""
    return "_".join(heading.replace("-", " ").replace("_", " ").casefold().split())


def read_header(number: int, cells: list[Cell]) -> dict[int, str]:
    """Column name by position (from 0). Raises UnreadableFile with every fault of the heading row."""
    header: dict[int, str] = {}
    faults: list[Fault] = []
    for position, cell in enumerate(cells):
        name = column_key(cell.text)
        if not name:
            continue
        if name not in KNOWN:
            nearest = ", ".join(match for match, _, _ in process.extract(name, KNOWN, limit=2))
            message = f"“{cell.text.strip()[:60]}” is not a known column heading. Nearest known: {nearest}."
            faults.append(Fault(number, f"column {position + 1}", message))
        elif name in header.values():
            faults.append(Fault(number, name, f"The column heading “{name}” appears twice."))
        else:
            header[position] = name
    for name in REQUIRED:
        if name not in header.values():
            faults.append(Fault(number, name, f"There is no column headed “{name}”. Add it."))
    if faults:
        raise UnreadableFile(*faults)
    return header
