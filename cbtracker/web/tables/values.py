"""What single cells may say, and what is said when they do not."""

import datetime as dt
import re
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from cbtracker.web.forms.text import MARKUP
from cbtracker.web.one_line import tidy

from .columns import column_key

SLIP_LIKENESS = 80.0  # out of 100
FIRST_YEAR, LAST_YEAR = 2000, 2100
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
    """Raise WrongValue when `cell` holds HTML or XML: every text kept is plain."""
    if found := MARKUP.search(cell):
        raise WrongValue(f"The text holds HTML (“{found.group()[:40]}”). Use plain text only.")


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


def choice(cell: str, what: str, labels: dict[str, str], *, shown: Iterable[str] | None = None) -> str:
    """The value of a choice given by value or label, in any case; `shown` are named to who gave neither: the values."""
    if not cell:
        return ""
    by_key = {column_key(text): value for value, label in labels.items() for text in (value, str(label))}
    value = by_key.get(column_key(cell))
    if value is None:
        raise WrongValue(f"“{tidy(cell)[:100]}” is not a known {what}. Use one of: {', '.join(shown or labels)}.")
    return value
