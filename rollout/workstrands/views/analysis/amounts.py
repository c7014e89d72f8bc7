"""What an option costs and brings, asked for all years of the plan at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from areas.changing import ChangeView
from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import OK
from rollout.workstrands.analysis_presenters import rate_source, rate_words
from rollout.workstrands.forms.options import OptionAmountsForm, amounts_said
from rollout.workstrands.models import PlanOption
from rollout.workstrands.services.options import set_amounts
from rollout.workstrands.views.base import PlanPage


class OptionAmounts(PlanPage, ChangeView):
    """The amounts of an option of the plan; its version is that of the option."""

    needs = Permission.EDIT_STRAND_PLAN
    template = "option_amounts"
    done = "The costs and benefits are saved"
    heading = "Costs and benefits"

    def find(self, **kwargs: Any) -> None:
        """Find the option. Where it was removed meanwhile there is nothing that the amounts could be of."""
        rows = PlanOption.objects.visible_to(self.user).select_related("plan__place").prefetch_related("years")
        self.current = rows.filter(plan=self.plan, pk=kwargs["pk"]).first()

    def form_of(self, *args: Any, **options: Any) -> Any:
        """Make the form."""
        return OptionAmountsForm(*args, plan=self.plan, **options)

    def said_now(self) -> dict[str, Any]:
        """What is known."""
        return amounts_said(self.current.years.all(), self.plan)

    def write(self, form: Any, expected: int) -> None:
        """Save all years."""
        now = timezone.now()
        set_amounts(self.current, form.amounts(), expected_version=expected, by=self.user, now=now)

    def back(self, said: str) -> HttpResponse:
        """Go back to the options."""
        messages.success(self.request, said)
        return redirect(self._options)

    def page(self, template: str, status: int = OK, **context: Any) -> HttpResponse:
        """Draw `template`."""
        shown = {
            "option": self.current,
            "back": self._options,
            "rate": rate_words(self.plan.discount_rate),
            "rate_source": rate_source(self.plan),
        }
        return super().page(template, status, **shown, **context)

    @property
    def _options(self) -> str:
        return f"{reverse('workstrands:analysis', kwargs={'place': self.plan.place.slug})}#options"
