"""What forms about parts of a plan share."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db import models

from areas.models import PROGRAMME_BEGINS
from cbtracker.web.forms import GovukDateField, GovukForm, PlainTextField
from rollout.models.support.base import LAST_DAY
from rollout.workstrands.models import OperationalPlan, PlanOutcome, TeamMember


def day(label: str, **options: Any) -> GovukDateField:
    """A day of the programme or later."""
    return GovukDateField(label=label, earliest=PROGRAMME_BEGINS, latest=LAST_DAY, **options)


def words(label: str, length: int, *, lines: int = 0, **options: Any) -> PlainTextField:
    """Plain text of up to `length` characters; `lines` high where it has several."""
    if lines:
        options["widget"] = forms.Textarea(attrs={"rows": lines})
    return PlainTextField(label=label, max_length=length, **options)


def choice(model: type[models.Model], name: str, label: str, **options: Any) -> forms.ChoiceField:
    """One of the choices of the field `name` of `model`, from a list; blank first."""
    field: Any = model._meta.get_field(name)
    return forms.ChoiceField(label=label, choices=[("", ""), *field.choices], **options)


class OfPlanField(forms.ChoiceField):
    """A record of `model` that belongs to the plan, or none (`nobody`); its value is the record or None."""

    model: ClassVar[type[models.Model]]
    nobody: ClassVar[str]

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.there: dict[str, Any] = {}

    def offer(self, plan: OperationalPlan) -> None:
        """Let people choose from those of `plan`."""
        self.there = {str(one.pk): one for one in self.model._default_manager.filter(plan=plan)}
        self.choices = [("", self.nobody), *((key, str(one)) for key, one in self.there.items())]

    def prepare_value(self, value: Any) -> Any:
        """What stands in the list for `value`."""
        return str(value.pk) if isinstance(value, models.Model) else value

    def clean(self, value: Any) -> Any:
        """Return the record or None. Raises ValidationError."""
        return self.there.get(super().clean(value))


class TeamField(OfPlanField):
    """Somebody of the joint team of a plan who has not left it, or nobody."""

    model = TeamMember
    nobody = "Nobody yet"

    def offer(self, plan: OperationalPlan) -> None:
        """Let people choose from those who are on the team."""
        super().offer(plan)
        for member in [one for one in self.there.values() if one.to_on is not None]:
            self.leave_out(member)

    def leave_out(self, member: TeamMember) -> None:
        """Do not let people choose `member`."""
        self.there.pop(str(member.pk), None)
        self.choices = [("", self.nobody), *((key, str(one)) for key, one in self.there.items())]


class OutcomeField(OfPlanField):
    """An outcome of a plan, or none."""

    model = PlanOutcome
    nobody = "No one outcome"


class PartForm(GovukForm):
    """A form whose fields are called as those of the part's model; `plan` is the plan that it is for.

    `row` is the part that it changes, None for a new one.
    """

    def __init__(self, *args: Any, plan: OperationalPlan, row: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.plan, self.row = plan, row
        for field in self.fields.values():
            if isinstance(field, OfPlanField):
                field.offer(plan)

    def values(self) -> dict[str, Any]:
        """Return what was typed, by the names of the model's fields."""
        return dict(self.cleaned_data)
