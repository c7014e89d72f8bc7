"""What people type of options, and of what each costs and brings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from areas.forms import PoundsField
from areas.resource_years import year_label
from cbtracker.web.forms import GovukForm
from rollout.workstrands.appraisal import Amounts
from rollout.workstrands.forms.base import PartForm, words
from rollout.workstrands.models import OperationalPlan, OptionYear
from rollout.workstrands.models.strands import NAME_LENGTH, TEXT_LENGTH

COST, BENEFIT = "cost", "benefit"


class OptionForm(PartForm):
    """A way of implementing the budget."""

    title = words("Option", NAME_LENGTH, help_text="For example, one budget for older people, held by the council")
    about = words("What it would mean", TEXT_LENGTH, lines=5)
    fits_reform = words("How it fits the Government’s reforms", TEXT_LENGTH, lines=4, required=False)
    is_as_now = forms.BooleanField(
        label="This is carrying on as now", required=False, help_text="The other options are compared with it"
    )
    preferred = forms.BooleanField(label="This is the preferred option", required=False)
    preferred_why = words(
        "Why it is preferred", TEXT_LENGTH, lines=4, required=False, help_text="Only for the preferred option"
    )


class OptionAmountsForm(GovukForm):
    """What an option costs and brings in each year of the plan, all at once."""

    def __init__(self, *args: Any, plan: OperationalPlan, **options: Any) -> None:
        """Ask for two amounts of each year."""
        super().__init__(*args, **options)
        self.plan = plan
        for year in plan.years:
            for kind in (COST, BENEFIT):
                label = f"{kind.capitalize()} in {year_label(year)}"
                self.fields[f"{kind}_{year}"] = PoundsField(label=label, required=False)

    @property
    def years(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """Each year of the plan in words, with its two fields."""
        return [(year_label(year), self[f"{COST}_{year}"], self[f"{BENEFIT}_{year}"]) for year in self.plan.years]

    def amounts(self) -> dict[int, Amounts]:
        """Return what was typed, by year."""
        said = self.cleaned_data
        return {year: Amounts(year, said[f"{COST}_{year}"], said[f"{BENEFIT}_{year}"]) for year in self.plan.years}


def amounts_said(rows: Iterable[OptionYear], plan: OperationalPlan) -> dict[str, int | None]:
    """What the form shows of `rows`."""
    there = {row.year: row for row in rows}
    said: dict[str, int | None] = {}
    for year in plan.years:
        row = there.get(year) or OptionYear()
        said |= {f"{COST}_{year}": row.cost_pence, f"{BENEFIT}_{year}": row.benefit_pence}
    return said
