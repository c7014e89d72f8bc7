"""The published Annex D of F004 as data, and how far the engine reproduces it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from areas.services.reference.files import read_rows
from families.apportionment import FAMILIES, FAMILIES_WITH_A_CHILD, Denominator, Estimate, apportion
from families.inputs import read_indicator, read_population

REFERENCE = Path(__file__).resolve().parent / "reference"
ANNEX_D, POPULATION, DEPRIVATION = "annex_d.csv", "population_mid2009.csv", "imd2007_upper_tier.csv"
COHORTS = {"fwmp": FAMILIES, "fwmp_child": FAMILIES_WITH_A_CHILD}
"""The two ranges of the table by their columns, and the national number that each shares out."""


@dataclass(frozen=True)
class Compared:
    """One published range beside what the engine makes of the deprivation index."""

    name: str
    gss_code: str
    cohort: str
    published: Estimate
    computed: int

    @property
    def apart(self) -> int:
        """How far the computed number is from the nearer end of the range, in families."""
        return min(abs(self.computed - end) for end in (self.published.low, self.published.high))

    @property
    def agrees(self) -> bool:
        """Whether it is one of the two ends."""
        return self.apart == 0


def verify(folder: Path = REFERENCE) -> Iterator[Compared]:
    """Compare each published range with the engine: Index of Multiple Deprivation 2007, published denominator.

    That index gives one end of each range; the other is the Child Wellbeing Index of 2009, which was not found. Raises
    ReferenceFault where a file of `folder` cannot be used.
    """
    populations = read_population(folder / POPULATION)
    indicator = read_indicator(folder / DEPRIVATION)
    for cohort, total in COHORTS.items():
        found = apportion(total, populations, [indicator], denominator=Denominator.PUBLISHED).estimates
        for row in read_rows(folder / ANNEX_D, ["gss_code", "name_as_printed", f"{cohort}_low", f"{cohort}_high"]):
            if row.text(f"{cohort}_low"):
                code = row.required("gss_code")
                published = Estimate(row.number_in(f"{cohort}_low"), row.number_in(f"{cohort}_high"))
                yield Compared(row.text("name_as_printed"), code, cohort, published, found[code].low)
