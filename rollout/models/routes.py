"""Routes to finance that areas take beside their own money: steps from interest to a decision (F004 A ¶3, B)."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from areas.access import Scope
from areas.models import Area, Department
from rollout.models.engagement import PROGRAMME_BEGAN
from rollout.models.money import FIRST_YEAR, LAST_YEAR, NOTE_LENGTH, MoneyQuerySet, money_scope

INCENTIVE_MODEL_FROM = 2012


class RouteKind(models.TextChoices):
    """The routes that the papers name, in their order."""

    INVESTMENT = "investment-fund", "DfE’s investment fund"
    EXEMPLAR = "exemplar-fund", "DfE’s exemplar fund"
    INCENTIVE = "financial-incentive-model", "MoJ’s Financial Incentive Model"
    RESULTS = "payment-by-results", "Payment by Results"
    BOND = "social-impact-bond", "Social Impact Bond"


DEPARTMENT_OF: dict[str, str] = {
    RouteKind.INVESTMENT: "DfE",
    RouteKind.EXEMPLAR: "DfE",
    RouteKind.INCENTIVE: "MoJ",
    RouteKind.RESULTS: "CO",
    RouteKind.BOND: "CO",
}
"""Who decides, by abbreviation. F004 gives the last two to no department: they go to the Cabinet Office."""


class RouteStep(models.TextChoices):
    """What happens on a route. The area takes the first and third step, the department the others."""

    INTEREST = "interest", "Interest expressed"
    DISCUSSION = "discussion", "Discussion"
    CASE = "business_case", "Business case"
    DECISION = "decision", "Decision"


class RouteOutcome(models.TextChoices):
    """How the department decided."""

    AGREED = "agreed", "Agreed"
    NOT_AGREED = "not_agreed", "Not agreed"


class FinanceRoute(models.Model):
    """One area on one route; `from_year` is the year in which the first financial year of taking part begins."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="finance_routes")
    kind = models.CharField(max_length=30, choices=RouteKind.choices)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="finance_routes")
    from_year = models.PositiveSmallIntegerField("from financial year")
    version = models.PositiveIntegerField(default=0)

    objects = MoneyQuerySet.as_manager()

    class Meta:
        ordering = ["area__name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RouteKind.values), name="route_kind_is_known"),
            models.CheckConstraint(
                condition=Q(from_year__gte=FIRST_YEAR, from_year__lte=LAST_YEAR), name="route_year_is_of_the_programme"
            ),
            models.CheckConstraint(
                condition=~Q(kind=RouteKind.INCENTIVE) | Q(from_year__gte=INCENTIVE_MODEL_FROM),
                name="route_of_the_incentive_model_begins_in_2012",
            ),
            models.UniqueConstraint(fields=["area", "kind"], name="route_is_taken_once_by_an_area"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.area}"

    def access_scope(self) -> Scope:
        """The area and the department that decides."""
        return money_scope(self.area_id, [self.department_id])


class FinanceRouteStepQuerySet(models.QuerySet):
    """Steps on routes."""

    def visible_to(self, user: Any) -> Self:
        """Steps on the routes that the person may see."""
        return self.filter(route__in=FinanceRoute.objects.visible_to(user).order_by().values("pk"))


class FinanceRouteStep(models.Model):
    """One dated step on a route, never changed. `note` of a decision is its reason."""

    route = models.ForeignKey(FinanceRoute, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=15, choices=RouteStep.choices)
    on = models.DateField("date")
    outcome = models.CharField("decision", max_length=12, choices=RouteOutcome.choices, blank=True)
    note = models.TextField(max_length=NOTE_LENGTH, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = FinanceRouteStepQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(step__in=RouteStep.values), name="route_step_is_known"),
            models.CheckConstraint(condition=Q(on__gte=PROGRAMME_BEGAN), name="route_step_is_of_the_programme"),
            models.CheckConstraint(
                condition=Q(step=RouteStep.DECISION, outcome__in=RouteOutcome.values) & ~Q(note="")
                | ~Q(step=RouteStep.DECISION) & Q(outcome=""),
                name="route_decision_says_what_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.route}, {self.get_step_display()}"
