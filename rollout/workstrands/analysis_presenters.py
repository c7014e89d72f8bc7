"""Options and gaps in words: what is not yet known is said beside every figure that is without it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from areas.resource_years import year_label
from cbtracker.web.formats import UNKNOWN_MONEY, as_date, as_money
from rollout.workstrands.appraisal import Appraisal, AppraisedYear
from rollout.workstrands.models import OperationalPlan, PlanGap
from rollout.workstrands.models.plans import DISCOUNT_RATE
from rollout.workstrands.selectors.analysis import AppraisedOption

GREEN_BOOK = "HM Treasury’s Green Book (2003), Annex 6"


def rate_words(rate: int) -> str:
    """A `rate` in hundredths of a per cent as "3.5%"."""
    whole, rest = divmod(rate, 100)
    return f"{whole}.{rest:02}".rstrip("0").rstrip(".") + "%"


def rate_source(plan: OperationalPlan) -> str:
    """Where the discount rate of `plan` is from, or that this is not said."""
    usual = GREEN_BOOK if plan.discount_rate == DISCOUNT_RATE else ""
    return plan.discount_source or usual or "where it is from is not yet said"


def blanks_words(unknown: int) -> str:
    """How many amounts are not yet known, as "3 amounts not yet known"; blank where all are known."""
    return f"{unknown} amount{'' if unknown == 1 else 's'} not yet known" if unknown else ""


def value_words(appraisal: Appraisal) -> str:
    """The net present value as a sentence that says what it is without."""
    if appraisal.net_present_value is None:
        return "Net present value: not yet known"
    value = as_money(appraisal.net_present_value)
    if not appraisal.unknown:
        return f"Net present value: {value}"
    return f"Net present value of what is known: {value}; {blanks_words(appraisal.unknown)}"


def ratio_words(appraisal: Appraisal) -> str:
    """Benefit over cost; not known while an amount is not."""
    if appraisal.unknown:
        return UNKNOWN_MONEY
    return "None, as nothing is spent" if appraisal.ratio is None else f"{appraisal.ratio:,}"


def years_in_words(years: Sequence[int]) -> str:
    """Financial years as "2015 to 2016, 2016 to 2017"."""
    return ", ".join(year_label(year) for year in years)


@dataclass(frozen=True)
class ShownYear:
    """A row of an option's table."""

    appraised: AppraisedYear

    @property
    def label(self) -> str:
        """The financial year."""
        return year_label(self.appraised.year)

    @property
    def factor(self) -> str:
        """What a pound of it is worth in the plan's first year."""
        return f"{self.appraised.factor}"

    @property
    def figures(self) -> list[tuple[str, str]]:
        """Its figures, each with the name of its column."""
        then, now = self.appraised.amounts, self.appraised
        pence = (then.cost, now.cost, then.benefit, now.benefit, now.net)
        return [(name, as_money(one)) for name, one in zip(COLUMNS, pence, strict=True)]


COLUMNS = ("Cost", "Cost, discounted", "Benefit", "Benefit, discounted", "Net, discounted")


@dataclass(frozen=True)
class ShownOption:
    """An option as the page tells it."""

    found: AppraisedOption
    as_now: AppraisedOption | None

    @property
    def option(self) -> object:
        """The record."""
        return self.found.option

    @property
    def has_amounts(self) -> bool:
        """Whether anything is known of what it costs or brings in the plan's years."""
        return self.found.appraisal.net_present_value is not None

    @property
    def value(self) -> str:
        """Its net present value as a sentence."""
        return value_words(self.found.appraisal)

    @property
    def value_alone(self) -> str:
        """Its net present value as a figure."""
        return as_money(self.found.appraisal.net_present_value)

    @property
    def blanks(self) -> str:
        """How many amounts are not yet known, as a number."""
        return f"{self.found.appraisal.unknown}"

    @property
    def cost(self) -> str:
        """What is known of its cost, discounted."""
        return as_money(self.found.appraisal.cost)

    @property
    def benefit(self) -> str:
        """What is known of its benefit, discounted."""
        return as_money(self.found.appraisal.benefit)

    @property
    def ratio(self) -> str:
        """Benefit over cost."""
        return ratio_words(self.found.appraisal)

    @property
    def against(self) -> str:
        """How its net present value compares with that of carrying on as now."""
        if self.as_now is None:
            return "No option is carrying on as now"
        if self.as_now is self.found:
            return "This is carrying on as now"
        if self.found.against is None:
            return UNKNOWN_MONEY
        how = _compared(self.found.against)
        unknown = self.found.appraisal.unknown or self.as_now.appraisal.unknown
        return f"{how}, of what is known" if unknown else how

    @property
    def outside(self) -> str:
        """The years of which amounts are kept that are not the plan's."""
        return years_in_words(self.found.outside)

    @property
    def years(self) -> list[ShownYear]:
        """Its table, a row for each of the plan's years."""
        return [ShownYear(one) for one in self.found.appraisal.years]

    @property
    def all_years(self) -> str:
        """What the last row of its table is called."""
        return "All years, of what is known" if self.found.appraisal.unknown else "All years"

    @property
    def totals(self) -> list[tuple[str, str]]:
        """The last row of its table."""
        found = self.found.appraisal
        pence = (found.plain_cost, found.cost, found.plain_benefit, found.benefit, found.net_present_value)
        return [(name, as_money(one)) for name, one in zip(COLUMNS, pence, strict=True)]


def _compared(pence: int) -> str:
    if not pence:
        return "The same"
    return f"{as_money(abs(pence))} {'more' if pence > 0 else 'less'}"


def shown_options(options: Sequence[AppraisedOption]) -> list[ShownOption]:
    """The options as the page tells them, each beside carrying on as now."""
    as_now = next((one for one in options if one.option.is_as_now), None)
    return [ShownOption(one, as_now) for one in options]


@dataclass(frozen=True)
class ShownGap:
    """A gap, and how it stands on the day `today`."""

    gap: PlanGap
    today: date

    @cached_property
    def when(self) -> tuple[str, str]:
        """A word for how it stands (blank: nothing to say), and its date in words."""
        if self.gap.closed_on is not None:
            return "Closed", f"on {as_date(self.gap.closed_on)}"
        if self.gap.due_on is None:
            return "", "No date yet"
        if self.gap.due_on < self.today:
            return "Overdue", f"was due on {as_date(self.gap.due_on)}"
        return "", f"Due on {as_date(self.gap.due_on)}"


def overdue(gaps: Sequence[ShownGap]) -> int:
    """How many of the gaps are overdue."""
    return sum(one.when[0] == "Overdue" for one in gaps)
