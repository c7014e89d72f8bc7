"""What forms about parts of a plan share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models

from areas.models import PROGRAMME_BEGINS
from cbtracker.web.forms import GovukDateField, GovukForm, PlainTextField
from rollout.models.support.base import LAST_DAY
from rollout.workstrands.models import OperationalPlan, TeamMember


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


class TeamField(forms.ChoiceField):
    """Somebody of the joint team of a plan, or nobody; its value is the TeamMember or None."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.team: dict[str, TeamMember] = {}

    def offer(self, plan: OperationalPlan) -> None:
        """Let people choose from the team of `plan`."""
        self.team = {str(one.pk): one for one in TeamMember.objects.filter(plan=plan)}
        self.choices = [("", "Nobody yet"), *((key, str(one)) for key, one in self.team.items())]

    def prepare_value(self, value: Any) -> Any:
        """What stands in the list for `value`."""
        return str(value.pk) if isinstance(value, TeamMember) else value

    def clean(self, value: Any) -> Any:
        """Return the member or None. Raises ValidationError."""
        return self.team.get(super().clean(value))


class PartForm(GovukForm):
    """A form whose fields are called as those of the part's model; `plan` is the plan that it is for."""

    def __init__(self, *args: Any, plan: OperationalPlan, **options: Any) -> None:
        super().__init__(*args, **options)
        self.plan = plan
        for field in self.fields.values():
            if isinstance(field, TeamField):
                field.offer(plan)

    def values(self) -> dict[str, Any]:
        """Return what was typed, by the names of the model's fields."""
        return dict(self.cleaned_data)
