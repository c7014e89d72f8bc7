"""What single cells may say, and what is said when they do not."""

import datetime as dt
import re
from collections.abc import Callable, Iterable

from rapidfuzz import fuzz, process

from cbtracker.web.forms.text import MARKUP
from requests_log.labels import tidy
from requests_log.labels.text import INVISIBLE
from requests_log.models.choices import Kind, Outcome

from .columns import column_key
from .sections import Section

ISSUE_CHARACTERS = 5_000
POSITION_CHARACTERS = 10_000
SLIP_LIKENESS = 80.0  # out of 100
FIRST_YEAR, LAST_YEAR = 2000, 2100
# Six digits that count leave room for those that follow: the next reference is one more than the highest.
REFERENCE = re.compile(r"CB-0*(\d{1,6})", re.IGNORECASE | re.ASCII)
BRITISH_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)


class WrongValue(ValueError):
    """A cell cannot be taken; the messages say why."""

    def __init__(self, *messages: str) -> None:
        self.messages = messages
        super().__init__(" ".join(messages))


def not_known(cell: str, what: str, known: tuple[str, ...]) -> str:
    """The sentence for a name that is not one of `known`."""
    nearest = ", ".join(match for match, _, _ in process.extract(cell[:200], known, limit=3))
    advice = f" Nearest known: {nearest}." if nearest else ""
    return f"“{tidy(cell)[:100]}” is not a known {what}.{advice}"


def is_slip(key: str, known: Iterable[str]) -> bool:
    """Whether `key` is likely a slip in typing one of `known`."""
    best = process.extractOne(key, list(known), scorer=fuzz.ratio)
    return best is not None and best[1] >= SLIP_LIKENESS


def limit(cell: str, characters: int) -> None:
    """Raise WrongValue when `cell` is longer than `characters`."""
    if len(cell) > characters:
        raise WrongValue(f"The text has {len(cell):,} characters. Shorten it to {characters:,} or fewer.")


def plain(cell: str) -> None:
    """Raise WrongValue when `cell` holds HTML or XML: every text of the register is plain."""
    if found := MARKUP.search(cell):
        raise WrongValue(f"The text holds HTML (“{found.group()[:40]}”). Use plain text only.")


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


def read_date(cell: str) -> dt.date | None:
    """A day written as ISO 8601 or in the British way, or None. Raises WrongValue."""
    if not cell:
        return None
    try:
        british = BRITISH_DATE.fullmatch(cell)
        day = dt.date(*map(int, reversed(british.groups()))) if british else dt.date.fromisoformat(cell)
    except ValueError:
        raise WrongValue(f"“{tidy(cell)[:100]}” is not a date. Write it as 2011-04-01 or 01/04/2011.") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise WrongValue(f"The year {day.year} is not between {FIRST_YEAR} and {LAST_YEAR}.")
    return day


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


def choice(cell: str, what: str, labels: dict[str, str]) -> str:
    """The value of a choice given by value or label, in any case."""
    if not cell:
        return ""
    by_key = {column_key(text): value for value, label in labels.items() for text in (value, str(label))}
    value = by_key.get(column_key(cell))
    if value is None:
        raise WrongValue(f"“{tidy(cell)[:100]}” is not a known {what}. Use one of: {', '.join(labels)}.")
    return value
