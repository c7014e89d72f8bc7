"""What people type of a line of the shadow budget."""

from __future__ import annotations

from typing import Any

from django import forms

from areas.forms import PoundsField
from areas.resource_years import year_label
from rollout.workstrands.forms.base import PartForm, choice, words
from rollout.workstrands.models import BudgetLine
from rollout.workstrands.models.budget import EVIDENCE_LENGTH, NOTE_LENGTH
from rollout.workstrands.models.strands import NAME_LENGTH


class BudgetLineForm(PartForm):
    """Who brings what, in which year, and who controls it."""

    body = words("Contributing body", NAME_LENGTH, help_text="Who brings it, such as the council or a housing trust")
    service = words("Service", NAME_LENGTH, help_text="What it is for, such as youth services")
    funding = words("Source of funding", NAME_LENGTH, required=False, help_text="For example, a grant by its name")
    year = forms.TypedChoiceField(label="Financial year", coerce=int)
    kind = choice(BudgetLine, "kind", "What it is")
    community_kind = choice(
        BudgetLine,
        "community_kind",
        "What the community brings",
        required=False,
        help_text="Only for a community resource",
    )
    arrangement = choice(BudgetLine, "arrangement", "How it is brought together")
    amount_pence = PoundsField(
        label="Amount", required=False, help_text="In pounds. Leave it blank if it is not yet known. Blank is not zero"
    )
    controlled_by = choice(BudgetLine, "controlled_by", "Who controls it")
    controller = words(
        "Name of who controls it", NAME_LENGTH, required=False, help_text="Needed if somebody else controls it"
    )
    confidence = choice(BudgetLine, "confidence", "How sure the amount is", required=False)
    evidence = words(
        "Where the amount is from", EVIDENCE_LENGTH, required=False, help_text="For example, the budget book of a year"
    )
    note = words("Note", NOTE_LENGTH, lines=4, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        years: Any = self.fields["year"]
        years.choices = [("", ""), *((one, year_label(one)) for one in self.plan.years)]
