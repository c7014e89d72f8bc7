"""What the cells of a budget line may say, and what is said when they do not."""

from __future__ import annotations

import re
from collections.abc import Callable

from cbtracker.web.forms.text import plain_text
from cbtracker.web.one_line import tidy
from cbtracker.web.tables.values import WrongValue, choice, limit, plain
from rollout.workstrands.importing.columns import labels_of, year_label
from rollout.workstrands.models.budget import LARGEST_AMOUNT

NOT_KNOWN = frozenset({"", "not yet known", "not known", "unknown"})
LONGEST_AMOUNT = 40  # in characters: Python reads no number of thousands of digits
AMOUNT = re.compile(r"£?\s?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?", re.ASCII)
NEGATIVE = re.compile(r"[-−–(]\s?£?\s?\d|£\s?[-−–]\s?\d", re.ASCII)
WRITE_AMOUNT = "Write it in pounds, like 1234.56 or £1,234.56, or leave it blank if it is not yet known."

ONE_YEAR = re.compile(r"(\d{4})", re.ASCII)
TWO_YEARS = re.compile(r"(\d{4})\s*(?:/|-|–|to)\s*(\d{4}|\d{2})", re.ASCII)
# Spreadsheet programs take “2011/12” for December 2011. It can mean nothing else here.
AS_MONTH = re.compile(r"(\d{4})-(\d{2})-01", re.ASCII)


def read_amount(cell: str) -> int | None:
    """Pence; None for a blank or "not yet known", which is not zero. Raises WrongValue."""
    said = tidy(cell)
    if said.casefold() in NOT_KNOWN:
        return None
    if NEGATIVE.match(said):
        raise WrongValue(f"“{said[:100]}” is negative. Give an amount of £0 or more.")
    match = AMOUNT.fullmatch(said) if len(said) <= LONGEST_AMOUNT else None
    if match is None:
        raise WrongValue(f"“{said[:100]}” is not an amount. {WRITE_AMOUNT}")
    pence = int(match[1].replace(",", "")) * 100 + int((match[2] or "").ljust(2, "0"))
    if pence > LARGEST_AMOUNT:
        raise WrongValue(f"“{said[:100]}” is more than £{LARGEST_AMOUNT // 100:,}. Check it.")
    return pence


def read_year(years: range) -> Callable[[str], int]:
    """A reader of financial years, each by the year in which it begins, that must be among `years` of the plan."""

    def read(cell: str) -> int:
        said = tidy(cell)
        if not said:
            raise WrongValue(f"Say which financial year it is for, like {year_label(years[0])}.")
        begins = _begins(said)
        if begins is None:
            raise WrongValue(
                f"“{said[:100]}” is not a financial year. Write it as {year_label(years[0])} or {years[0]}."
            )
        if begins not in years:
            covered = f"{year_label(years[0])} to {year_label(years[-1])}"
            raise WrongValue(f"{year_label(begins)} is outside the plan, which covers {covered}. Correct the year.")
        return begins

    return read


def _begins(said: str) -> int | None:
    """The year in which the financial year `said` begins, None where it is none."""
    if match := ONE_YEAR.fullmatch(said):
        return int(match[1])
    match = TWO_YEARS.fullmatch(said) or AS_MONTH.fullmatch(said)
    if match is None:
        return None
    begins, ends = int(match[1]), int(match[2])
    return begins if ends in (begins + 1, (begins + 1) % 100) else None


def read_text(characters: int, *, ask: str = "", lines: bool = False) -> Callable[[str], str]:
    """A reader of text of at most `characters`, as a page would keep it; `ask` is said of a blank, blank: may be."""

    def read(cell: str) -> str:
        if ask and not cell:
            raise WrongValue(ask)
        limit(cell, characters)
        plain(cell)
        return plain_text(cell, lines=lines)

    return read


def read_choice(field: str, what: str, *, ask: str = "") -> Callable[[str], str]:
    """A reader of the values of `field`, by value or label in any case; `ask` is said of a blank, blank: may be."""
    labels = labels_of(field)

    def read(cell: str) -> str:
        if ask and not cell:
            raise WrongValue(f"{ask} Use one of: {', '.join(labels.values())}.")
        return choice(cell, what, labels, shown=labels.values())

    return read
