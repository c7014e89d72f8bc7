"""What a plan is for and how it gets there, read whole: in as many queries for much as for little."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Prefetch

from rollout.workstrands.appraisal import Amounts, Appraisal, appraise, difference
from rollout.workstrands.models import (
    ChainLink,
    DeliveryChain,
    OperationalPlan,
    OptionYear,
    OutcomeMeasure,
    PlanGap,
    PlanOption,
    PlanOutcome,
)


@dataclass(frozen=True)
class AppraisedOption:
    """An option with what it comes to. `outside`: years with amounts that are not the plan's, and are not counted.

    `against`: by how much its net present value exceeds that of carrying on as now, in pence; None where there is no
    such option, where this is it, and where nothing is known of one of the two.
    """

    option: PlanOption
    appraisal: Appraisal
    outside: tuple[int, ...] = ()
    against: int | None = None


@dataclass(frozen=True)
class Analysis:
    """All that the page shows, in its order."""

    outcomes: Sequence[PlanOutcome]
    chains: Sequence[DeliveryChain]
    options: Sequence[AppraisedOption]
    gaps: Sequence[PlanGap]

    @cached_property
    def national(self) -> list[PlanOutcome]:
        """National outcomes."""
        return [one for one in self.outcomes if one.level == PlanOutcome.Level.NATIONAL]

    @cached_property
    def local(self) -> list[PlanOutcome]:
        """Local outcomes."""
        return [one for one in self.outcomes if one.level == PlanOutcome.Level.LOCAL]

    @property
    def as_now(self) -> AppraisedOption | None:
        """Carrying on as now, if it is among the options."""
        return next((one for one in self.options if one.option.is_as_now), None)

    @property
    def preferred(self) -> AppraisedOption | None:
        """The preferred option, if there is one."""
        return next((one for one in self.options if one.option.preferred), None)


def analysis_of(plan: OperationalPlan, user: Any) -> Analysis:
    """Read what `user` may see of the outcomes, chains, options and gaps of `plan`."""
    measures = Prefetch("measures", OutcomeMeasure.objects.order_by("pk"))
    links = Prefetch("links", ChainLink.objects.order_by("order"))
    outcomes = PlanOutcome.objects.visible_to(user).filter(plan=plan)
    chains = DeliveryChain.objects.visible_to(user).filter(plan=plan)
    gaps = PlanGap.objects.visible_to(user).filter(plan=plan)
    return Analysis(
        outcomes=list(outcomes.prefetch_related(measures)),
        chains=list(chains.select_related("outcome").prefetch_related(links)),
        options=options_of(plan, user),
        gaps=list(gaps.select_related("owner")),
    )


def options_of(plan: OperationalPlan, user: Any) -> list[AppraisedOption]:
    """The options of `plan` that `user` may see, each appraised at the plan's rate, carrying on as now first."""
    years = Prefetch("years", OptionYear.objects.order_by("year"))
    rows = PlanOption.objects.visible_to(user).filter(plan=plan).prefetch_related(years)
    found = [(option, *appraised(option, plan)) for option in rows]
    base = next((appraisal for option, appraisal, _ in found if option.is_as_now), None)
    return [
        AppraisedOption(option, appraisal, outside, _against(option, appraisal, base))
        for option, appraisal, outside in found
    ]


def appraised(option: PlanOption, plan: OperationalPlan) -> tuple[Appraisal, tuple[int, ...]]:
    """What `option`, with its years, comes to, and the years of which amounts are kept that are not the plan's."""
    rows = list(option.years.all())
    amounts = [Amounts(row.year, row.cost_pence, row.benefit_pence) for row in rows if row.year in plan.years]
    outside = tuple(row.year for row in rows if row.year not in plan.years)
    found = appraise(amounts, first_year=plan.first_year, last_year=plan.last_year, rate=plan.discount_rate)
    return found, outside


def _against(option: PlanOption, appraisal: Appraisal, base: Appraisal | None) -> int | None:
    return None if base is None or option.is_as_now else difference(appraisal, base)
