"""What the list of areas' money can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone

from areas.models import Area
from cbtracker.web.forms import GovukForm
from rollout.models import Advance, AdvanceState, FinanceRoute, FinanceRouteStep, RouteKind, RouteStep


class MoneyFilterSet(django_filters.FilterSet):
    """Areas by name, by the state of an advance, and by route and step; only of what the person may see."""

    q = django_filters.CharFilter(method="search", label="Area or authority", max_length=100)
    advance = django_filters.ChoiceFilter(
        choices=AdvanceState.choices, method="with_advance", label="Advance", empty_label="Any or none"
    )
    route = django_filters.ChoiceFilter(
        choices=RouteKind.choices, method="with_route", label="Route", empty_label="Any or none"
    )
    step = django_filters.ChoiceFilter(
        choices=RouteStep.choices, method="with_step", label="Step taken on a route", empty_label="Any or none"
    )

    class Meta:
        model = Area
        form = GovukForm
        fields: list[Any] = []

    def search(self, areas: QuerySet, name: str, text: str) -> QuerySet:
        """Areas that are called `text`, or hold an authority that is."""
        return areas.search(text.strip(), on=timezone.localdate())  # type: ignore[attr-defined]

    def with_advance(self, areas: QuerySet, name: str, state: str) -> QuerySet:
        """Areas with an advance in this state."""
        seen = Advance.objects.visible_to(self.request.user).filter(state=state)
        return areas.filter(pk__in=seen.order_by().values("area"))

    def with_route(self, areas: QuerySet, name: str, kind: str) -> QuerySet:
        """Areas that took a step on this route."""
        seen = FinanceRoute.objects.visible_to(self.request.user).filter(kind=kind)
        return areas.filter(pk__in=seen.order_by().values("area"))

    def with_step(self, areas: QuerySet, name: str, step: str) -> QuerySet:
        """Areas that took this step, on the route asked for if there is one."""
        seen = FinanceRouteStep.objects.visible_to(self.request.user).filter(step=step)
        if kind := self.data.get("route"):
            seen = seen.filter(route__kind=kind)
        return areas.filter(pk__in=seen.order_by().values("route__area"))
