"""Tables of budget lines as tests send them."""

from __future__ import annotations

from rollout.workstrands.importing.columns import HEADINGS
from tests.factories.tables import csv_text

GOOD = {
    "body": "Essex Police",
    "service": "Community safety",
    "year": "2012/13",
    "kind": "Cash",
    "arrangement": "Pooled",
    "amount": "£1,234.56",
    "controlled_by": "authority",
}


def row(**said: str) -> dict[str, str]:
    """A good row, but for what is `said`."""
    return {**GOOD, **said}


def budget_csv(*rows: dict[str, str]) -> bytes:
    """A CSV file of rows."""
    return csv_text(list(HEADINGS), *([one.get(name, "") for name in HEADINGS] for one in rows)).encode("utf-8-sig")


def many(count: int, **wrong: dict[str, str]) -> bytes:
    """A CSV file of `count` lines; `wrong` are those that say something else, by `r` and their row in the file."""
    rows = [row(body=f"Body {number % 40}", amount=f"{number}.25") for number in range(2, count + 2)]
    for name, said in wrong.items():
        rows[int(name[1:]) - 2].update(said)
    return budget_csv(*rows)
