"""The days that F003 sets for each workstrand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rollout.workstrands.models.strands import NEIGHBOURHOODS, PLACES


@dataclass(frozen=True)
class PaperDate:
    """A day that the paper sets; `follows`: it cannot be before the one listed above it."""

    key: str
    title: str
    due_on: date
    source: str
    follows: bool = False


DATES: Mapping[int, tuple[PaperDate, ...]] = {
    NEIGHBOURHOODS: (
        PaperDate("plan", "Operational plan developed", date(2011, 12, 31), "F003 Annex A, Product"),
        PaperDate(
            "operating",
            "Neighbourhood budget ready to operate",
            date(2012, 4, 1),
            "F003 Annex A, Product",
            follows=True,
        ),
        PaperDate("review", "Second phase of the review complete", date(2013, 4, 30), "F003 Annex C, Timescale"),
    ),
    PLACES: (
        PaperDate("plan", "Operational plan developed", date(2012, 3, 31), "F003 Annex B ¶6"),
        PaperDate("review", "Second phase of the review complete", date(2013, 4, 30), "F003 Annex C, Timescale", True),
        PaperDate("implementation", "Implementation, if Government agrees", date(2014, 4, 1), "F003 ¶10", True),
    ),
}
"""In the order of their days. A month alone ("by April 2013") is its last day; the start of one its first."""
