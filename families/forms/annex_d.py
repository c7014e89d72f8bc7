"""As at which day, from which run and under which marking the table of Annex D is read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from areas.access import can
from cbtracker.accounts.permissions import Permission
from cbtracker.web.formats import LONDON
from cbtracker.web.forms import GovukDateField, GovukForm, PlainTextField
from families.models import EstimateRun

FIRST_YEAR = date(1900, 1, 1)
MARKING = "OFFICIAL"


class AnnexDForm(GovukForm):
    """Everything has a default: today, the current run, OFFICIAL. Only who may read runs chooses one."""

    mark_optional = False

    as_at = GovukDateField(
        label="As at",
        required=False,
        earliest=FIRST_YEAR,
        help_text="Proposals as they were on that day. For example, 22 3 2011. Leave blank for today.",
    )
    run = forms.ModelChoiceField(
        label="Run of the estimates", queryset=EstimateRun.objects.none(), required=False, empty_label="The current run"
    )
    marking = PlainTextField(label="Security marking", max_length=60, help_text="Printed on every page.")

    def __init__(self, data: Mapping[str, Any], *, user: Any) -> None:
        """`data` are a page's GET parameters, `user` who reads."""
        filled = QueryDict(mutable=True)
        filled.update(data)
        filled.setdefault("marking", MARKING)
        super().__init__(filled)
        self.today = timezone.localdate(timezone=LONDON)
        self.fields["as_at"].latest = self.today  # type: ignore[attr-defined]
        if can(user, Permission.READ_RUNS):
            self.fields["run"].queryset = EstimateRun.objects.visible_to(user)  # type: ignore[attr-defined]
        else:
            del self.fields["run"]

    @property
    def day(self) -> date:
        """The day of a valid form."""
        return self.cleaned_data["as_at"] or self.today

    @property
    def chosen_run(self) -> EstimateRun | None:
        """The run of a valid form; None: the current one."""
        return self.cleaned_data.get("run")

    def query(self) -> dict[str, str]:
        """The parameters of a lasting address of exactly this table, as far as the day and the run go."""
        said = {"as_at": self.day.isoformat(), "marking": self.cleaned_data["marking"]}
        return said | ({"run": str(self.chosen_run.pk)} if self.chosen_run else {})
