"""Whether a schedule pays an advance back: after it was drawn, and to the penny (issue 4; F000 ¶12)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from areas.resource_years import year_label
from cbtracker.web.formats import as_money


@dataclass(frozen=True)
class Line:
    """A year of a schedule: what is paid back in it, and in all so far, in pence."""

    year: int
    amount_pence: int
    so_far_pence: int

    @property
    def label(self) -> str:
        """The financial year as "2012 to 2013"."""
        return year_label(self.year)


@dataclass(frozen=True)
class Schedule:
    """Repayments by the year in which their financial year begins, in pence, of an advance of `amount_pence`.

    `amount_pence` and `drawn_to` None: not known yet.
    """

    amount_pence: int | None
    drawn_to: int | None
    repayments: Mapping[int, int]

    @property
    def lines(self) -> list[Line]:
        """The years in their order, each with the total so far."""
        lines, so_far = [], 0
        for year, pence in sorted(self.repayments.items()):
            so_far += pence
            lines.append(Line(year, pence, so_far))
        return lines

    @property
    def total(self) -> int:
        """What the repayments come to."""
        return sum(self.repayments.values())

    @property
    def difference(self) -> int | None:
        """Pence by which the repayments exceed the advance; less than zero where they fall short."""
        return None if self.amount_pence is None else self.total - self.amount_pence

    @property
    def too_early(self) -> list[int]:
        """Years that are not after the last one of drawing."""
        return [year for year in sorted(self.repayments) if self.drawn_to is not None and year <= self.drawn_to]

    @property
    def compared(self) -> str:
        """How the total stands to the advance, in words."""
        if not self.difference:
            return "the same as the advance" if self.difference == 0 else ""
        return f"{as_money(abs(self.difference))} {'more' if self.difference > 0 else 'less'} than the advance"

    @property
    def fault(self) -> str:
        """Why the repayments do not add up to the advance; blank where they do."""
        if self.amount_pence is None or self.difference == 0:
            return ""
        if not self.repayments:
            return f"Enter the repayments: they must add up to the advance of {as_money(self.amount_pence)}"
        said = f"The repayments come to {as_money(self.total)}, which is {self.compared}"
        return f"{said} of {as_money(self.amount_pence)}. Change a repayment or the amount"


def early_fault(drawn_to: int) -> str:
    """What is said of a repayment in or before the last year of drawing."""
    return f"Repayments must be after {year_label(drawn_to)}, the last year of drawing"
