"""What people type of a plan: its terms, its checklist, its milestones, what came of it, and that it was agreed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from cbtracker.web.forms import GovukForm
from rollout.workstrands.forms.base import PartForm, TeamField, choice, day, words
from rollout.workstrands.models import GovernmentDecision, Milestone, OperationalPlan, PlanFinding, PlanItem
from rollout.workstrands.models.checklists import LINK_LENGTH
from rollout.workstrands.models.plans import FIRST_YEAR, LAST_YEAR, SUMMARY_LENGTH
from rollout.workstrands.models.strands import NAME_LENGTH, TEXT_LENGTH

YEARS = [(str(year), f"{year} to {year + 1}") for year in range(FIRST_YEAR, LAST_YEAR + 1)]
HUNDREDTHS = 100


def _year(label: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, choices=YEARS, coerce=int)


class PlanForm(GovukForm):
    """What a plan says of itself."""

    summary = words(
        "Summary",
        SUMMARY_LENGTH,
        lines=8,
        required=False,
        help_text="What a single budget would look like here and how it would work",
    )
    first_year = _year("First financial year")
    last_year = _year("Last financial year")
    discount_rate = forms.DecimalField(
        label="Discount rate, per cent a year",
        min_value=0,
        max_value=20,
        max_digits=4,
        decimal_places=2,
        help_text="What later years count less by when options are compared. The Green Book says 3.5",
    )
    discount_source = words("Where the rate is from", 200)

    def values(self) -> dict[str, Any]:
        """What was typed, by the names of the model's fields."""
        said = dict(self.cleaned_data)
        return {**said, "discount_rate": int(said["discount_rate"] * HUNDREDTHS)}


def terms_of(plan: OperationalPlan) -> dict[str, Any]:
    """What the fields of PlanForm say of `plan`."""
    rate = (Decimal(plan.discount_rate) / HUNDREDTHS).normalize()
    names = ("summary", "first_year", "last_year", "discount_source")
    return {**{name: getattr(plan, name) for name in names}, "discount_rate": f"{rate:f}"}


class ItemForm(PartForm):
    """How far a plan has come with an item of its checklist."""

    state = forms.ChoiceField(label="How far it has come", choices=PlanItem.State.choices, widget=forms.RadioSelect)
    owner = TeamField(label="Who sees to it", help_text="Somebody of the joint team")
    due_on = day("Due on", required=False, help_text="Leave it blank if there is no date yet")
    evidence = words(
        "What shows that it is done, or why it is not needed",
        TEXT_LENGTH,
        lines=4,
        required=False,
        help_text="Needed once the item is done or not needed",
    )
    evidence_link = forms.URLField(
        label="Link to it",
        max_length=LINK_LENGTH,
        required=False,
        assume_scheme="https",
        help_text="Begin with https://",
    )


class NoteForm(GovukForm):
    """What somebody says of a checklist item."""

    text = words("Your note", TEXT_LENGTH, lines=3, help_text="It is dated, carries your name and is never changed")


class MilestoneField(forms.ChoiceField):
    """Another milestone of a plan, or none; its value is the Milestone or None."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.milestones: dict[str, Milestone] = {}

    def offer(self, plan: OperationalPlan, without: Milestone | None) -> None:
        """Let people choose from the milestones of `plan` but that one."""
        rows = Milestone.objects.filter(plan=plan).exclude(pk=without.pk if without else 0)
        self.milestones = {str(one.pk): one for one in rows}
        self.choices = [("", "None"), *((key, str(one)) for key, one in self.milestones.items())]

    def prepare_value(self, value: Any) -> Any:
        """What stands in the list for `value`."""
        return str(value.pk) if isinstance(value, Milestone) else value

    def clean(self, value: Any) -> Any:
        """Return the milestone or None. Raises ValidationError."""
        return self.milestones.get(super().clean(value))


class MilestoneForm(PartForm):
    """A milestone: of one that the paper sets the day only; the day of one that is there moves with a reason."""

    title = words("What is to be reached", NAME_LENGTH, help_text="For example, shadow budget mapped")
    due_on = day("Due on")
    reason = words(
        "Why the day moves", TEXT_LENGTH, lines=3, required=False, help_text="Needed when you change the day it is due"
    )
    after = MilestoneField(label="Comes after", help_text="It cannot be due before this one")
    met_on = day("Reached on", required=False, help_text="Leave it blank until it is reached")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.row is None:
            del self.fields["reason"]
        elif self.row.key:
            del self.fields["title"], self.fields["after"]
        after = self.fields.get("after")
        if isinstance(after, MilestoneField):
            after.offer(self.plan, self.row)


class FindingForm(PartForm):
    """What testing found."""

    kind = choice(PlanFinding, "kind", "Finding")
    text = words("Why", TEXT_LENGTH, lines=6, help_text="Either outcome is valuable learning")
    found_on = day("Found on")


class DecisionForm(PartForm):
    """What Government decided of the plan."""

    extent = choice(GovernmentDecision, "extent", "Decision")
    text = words("What is agreed, and what is not", TEXT_LENGTH, lines=6)
    decided_on = day("Decided on")
    decided_by = words("Who decided", NAME_LENGTH)


class AgreedForm(GovukForm):
    """That the plan was agreed as it is."""

    agreed_on = day("Agreed on")
    agreed_with = words("Who agreed it", 500, help_text="For example, the council’s cabinet and the chief constable")
    note = words("Note", TEXT_LENGTH, lines=3, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
