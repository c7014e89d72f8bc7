"""A row of text as a request, or everything that is wrong with it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from cbtracker.web.one_line import tidy
from cbtracker.web.tables.columns import column_key
from cbtracker.web.tables.faults import Fault
from cbtracker.web.tables.reading import RawRow
from cbtracker.web.tables.values import WrongValue, is_slip, limit, not_known, read_date
from requests_log.labels import (
    Directory,
    LabelError,
    ParsedAreas,
    ParsedDepartments,
    parse_areas,
    parse_departments,
)

from .sections import MAY_NAME_NOBODY, Section
from .values import (
    read_issue,
    read_kind,
    read_outcome,
    read_position,
    read_reference,
    read_section,
)

AREAS_LABEL_CHARACTERS = 300
DEPARTMENTS_LABEL_CHARACTERS = 200
WORKSTREAM_CHARACTERS = 120

Value = TypeVar("Value")


@dataclass(frozen=True)
class Known:
    """What a row may name: areas, authorities, departments and workstreams."""

    directory: Directory
    workstreams: tuple[str, ...] = ()

    @cached_property
    def workstream_by_key(self) -> dict[str, str]:
        return {column_key(name): name for name in self.workstreams}


@dataclass(frozen=True)
class ParsedRow:
    """One request as a row of a file says it. A blank or absent optional cell is "" or None."""

    number: int
    section: Section
    areas: ParsedAreas
    departments: ParsedDepartments
    issue: str
    position: str
    reference: str = ""
    due_on: dt.date | None = None
    workstream: str = ""
    outcome: str = ""
    kind: str = ""
    raised_on: dt.date | None = None
    lead: str = ""


@dataclass
class RowParser:
    """Reads the rows of one file. Labels repeat from row to row, so each is parsed once."""

    known: Known
    _areas: dict[str, ParsedAreas | LabelError] = field(default_factory=dict)
    _departments: dict[str, ParsedDepartments | LabelError] = field(default_factory=dict)
    _new_workstreams: dict[str, str] = field(default_factory=dict)

    def parse(self, raw: RawRow) -> tuple[ParsedRow | None, list[Fault]]:
        """The request of `raw`, or None and every fault of the row, in the order of its columns."""
        return _Reading(self, raw).parse()

    def areas(self, label: str) -> ParsedAreas:
        """Parse an area label. Raises LabelError."""
        return _once(self._areas, label, lambda: parse_areas(label, self.known.directory))

    def departments(self, label: str) -> ParsedDepartments:
        """Parse a department label. Raises LabelError."""
        return _once(self._departments, label, lambda: parse_departments(label, self.known.directory))

    def workstream(self, name: str) -> str:
        """A workstream by its name, a new one where none is like it. Raises WrongValue for a likely slip."""
        limit(name, WORKSTREAM_CHARACTERS)
        key = column_key(name)
        if known := self.known.workstream_by_key.get(key):
            return known
        if is_slip(key, self.known.workstream_by_key):
            raise WrongValue(not_known(name, "workstream", self.known.workstreams))
        return self._new_workstreams.setdefault(key, tidy(name))


@dataclass
class _Reading:
    parser: RowParser
    raw: RawRow
    faults: list[Fault] = field(default_factory=list)

    def parse(self) -> tuple[ParsedRow | None, list[Fault]]:
        section = self.take("section", read_section)
        areas = self.take("areas", self.areas(section))
        issue = self.take("issue", read_issue)
        departments = self.take("departments", self.departments(section))
        position = self.take("position", read_position(section))
        reference = self.take("reference", read_reference)
        due_on = self.take("due_on", read_date)
        workstream = self.take("workstream", self.workstream(section))
        outcome = self.take("outcome", read_outcome(section))
        kind = self.take("kind", read_kind)
        raised_on = self.take("raised_on", read_date)
        lead = self.take("lead", self.lead(departments))
        if self.faults or section is None or areas is None or departments is None:
            return None, self.faults
        row = ParsedRow(
            number=self.raw.number,
            section=section,
            areas=areas,
            departments=departments,
            issue=issue or "",
            position=position or "",
            reference=reference or "",
            due_on=due_on,
            workstream=workstream or "",
            outcome=outcome or "",
            kind=kind or "",
            raised_on=raised_on,
            lead=lead or "",
        )
        return row, []

    def take(self, column: str, read: Callable[[str], Value]) -> Value | None:
        """What `read` makes of the cell, or None and its faults."""
        try:
            return read(self.raw.cells.get(column, ""))
        except (WrongValue, LabelError) as error:
            messages = error.messages if isinstance(error, WrongValue) else [p.message for p in error.problems]
            self.faults += [Fault(self.raw.number, column, message) for message in messages]
            return None

    def areas(self, section: Section | None) -> Callable[[str], ParsedAreas]:
        def read(cell: str) -> ParsedAreas:
            limit(cell, AREAS_LABEL_CHARACTERS)
            if not cell and section not in MAY_NAME_NOBODY:
                raise WrongValue("Say which areas asked: name them, or write “Many areas” or “All areas”.")
            return self.parser.areas(cell)

        return read

    def departments(self, section: Section | None) -> Callable[[str], ParsedDepartments]:
        def read(cell: str) -> ParsedDepartments:
            limit(cell, DEPARTMENTS_LABEL_CHARACTERS)
            if not cell and section not in MAY_NAME_NOBODY:
                raise WrongValue("Say which departments were asked: name them, or write “All”.")
            return self.parser.departments(cell)

        return read

    def workstream(self, section: Section | None) -> Callable[[str], str]:
        def read(cell: str) -> str:
            if not cell:
                return ""
            if section not in (Section.WORKSTREAM, None):
                raise WrongValue("Only a row whose section is workstream has a workstream. Clear this cell.")
            return self.parser.workstream(cell)

        return read

    def lead(self, departments: ParsedDepartments | None) -> Callable[[str], str]:
        def read(cell: str) -> str:
            if not cell:
                return ""
            limit(cell, DEPARTMENTS_LABEL_CHARACTERS)
            named = self.parser.departments(cell).departments
            if len(named) != 1:
                raise WrongValue("Name the one department that leads.")
            if departments and departments.departments and named[0] not in departments.departments:
                raise WrongValue(f"{named[0]} cannot lead: it is not one of the departments of this row.")
            return named[0]

        return read


def _once(kept: dict[str, Value | LabelError], label: str, parse: Callable[[], Value]) -> Value:
    if label not in kept:
        try:
            kept[label] = parse()
        except LabelError as error:
            kept[label] = error
    answer = kept[label]
    if isinstance(answer, LabelError):
        raise answer
    return answer
