"""What the cells of a request may say, and what is said when they do not."""

import re
from collections.abc import Callable

from cbtracker.web.one_line import INVISIBLE, tidy
from cbtracker.web.tables.columns import column_key
from cbtracker.web.tables.values import WrongValue, choice, limit, plain
from requests_log.models.choices import Kind, Outcome

from .sections import Section

ISSUE_CHARACTERS = 5_000
POSITION_CHARACTERS = 10_000
# Six digits that count leave room for those that follow: the next reference is one more than the highest.
REFERENCE = re.compile(r"CB-0*(\d{1,6})", re.IGNORECASE | re.ASCII)


def read_section(cell: str) -> Section:
    """The section that `cell` names, whatever its case and spaces. Raises WrongValue."""
    choices = ", ".join(Section)
    if not cell:
        raise WrongValue(f"Say which section the row belongs to: {choices}.")
    try:
        return Section(column_key(cell))
    except ValueError:
        raise WrongValue(f"“{tidy(cell)[:100]}” is not a section. Use one of: {choices}.") from None


def read_issue(cell: str) -> str:
    """The issue, on one line but otherwise as typed. Raises WrongValue."""
    lines = (line.strip() for line in cell.translate(INVISIBLE).split("\n"))
    issue = " ".join(line for line in lines if line)
    if not issue:
        raise WrongValue("Say what was asked for: the issue is empty.")
    limit(issue, ISSUE_CHARACTERS)
    plain(issue)
    return issue


def read_position(section: Section | None) -> Callable[[str], str]:
    """A reader of positions for rows of `section`: an addressed request has to say how."""

    def read(cell: str) -> str:
        if not cell and section == Section.ADDRESSED:
            raise WrongValue("Say how it was addressed: the position is empty.")
        limit(cell, POSITION_CHARACTERS)
        plain(cell)
        return cell

    return read


def read_reference(cell: str) -> str:
    """A reference such as CB-0001, or "". Raises WrongValue."""
    if not cell:
        return ""
    match = REFERENCE.fullmatch(cell)
    if match is None:
        raise WrongValue(f"“{tidy(cell)[:100]}” is not a reference. Write it as CB-0001, or leave the cell empty.")
    return f"CB-{int(match[1]):04d}"


def read_outcome(section: Section | None) -> Callable[[str], str]:
    """A reader of outcomes for rows of `section`: only an addressed request has one."""

    def read(cell: str) -> str:
        if cell and section not in (Section.ADDRESSED, None):
            raise WrongValue("Only a row whose section is addressed has an outcome. Clear this cell.")
        return choice(cell, "outcome", dict(Outcome.choices))

    return read


def read_kind(cell: str) -> str:
    """A kind of request by value or label, or "". Raises WrongValue."""
    return choice(cell, "kind", dict(Kind.choices))
