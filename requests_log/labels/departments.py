"""Department labels: "DfE / MoJ", "DWP, HO, MoJ, DH", "DCLG/All" (F004 Annexes A, B)."""

from dataclasses import dataclass

from cbtracker.web.one_line import tidy

from .directory import Directory
from .problems import LabelError, UnknownName
from .splitting import read_names
from .text import name_key

NAMED = "named"
ALL = "all"
ALL_DEPARTMENTS = "All"
LEAD_WHEN_NONE_IS_NAMED = "DCLG"
ALL_KEYS = frozenset({"all", "all departments", "all depts"})


@dataclass(frozen=True)
class ParsedDepartments:
    """What a department label says: abbreviations in the label's order, and who leads."""

    scope: str
    departments: tuple[str, ...] = ()
    label: str = ""

    @property
    def lead(self) -> str:
        """The first department named, else DCLG (DESIGN §5)."""
        return self.departments[0] if self.departments else LEAD_WHEN_NONE_IS_NAMED


def parse_departments(label: str, directory: Directory) -> ParsedDepartments:
    """Read a department label as a board paper prints it. An empty one names nobody.

    Raises LabelError with every problem of the label.
    """
    printed = tidy(label)
    if not printed:
        return ParsedDepartments(NAMED)
    found, problems = read_names(printed, _DepartmentNames(directory))
    if problems:
        raise LabelError(problems)
    scope = ALL if ALL_DEPARTMENTS in found else NAMED
    return ParsedDepartments(scope, tuple(name for name in found if name != ALL_DEPARTMENTS), printed)


def compose_departments_label(scope: str, departments: tuple[str, ...]) -> str:
    """The label of an entry that has no printed one: "DfE, MoJ", "All", "DCLG/All".

    `departments` are abbreviations, the lead first.
    """
    names = ", ".join(departments)
    if scope != ALL:
        return names
    return f"{names}/{ALL_DEPARTMENTS}" if names else ALL_DEPARTMENTS


@dataclass(frozen=True)
class _DepartmentNames:
    """The abbreviations and names of departments, and "All"."""

    directory: Directory

    def recognise(self, name: str) -> str | None:
        key = name_key(name)
        if key in ALL_KEYS:
            return ALL_DEPARTMENTS
        department = self.directory.department_by_key.get(key)
        return department.abbreviation if department else None

    def is_nearly_known(self, name: str) -> bool:
        return self.directory.is_nearly_a_department(name)

    def unknown(self, name: str) -> UnknownName:
        return UnknownName(name, self.directory.nearest_departments(name), "department")
