"""What the lines of a shadow budget can be narrowed by: the same for its page, its files and the API."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from areas.resource_years import year_label
from cbtracker.web.forms.plain import say_plainly
from cbtracker.web.sorting import Sort
from requests_log.filters import OneOf, SharedFilters, TextFilter
from rollout.workstrands.models import BudgetLine
from rollout.workstrands.models.plans import FIRST_YEAR, LAST_YEAR
from rollout.workstrands.models.strands import NAME_LENGTH

ORDERS: Mapping[str, str] = {
    "body": "body",
    "service": "service",
    "year": "year",
    "kind": "kind",
    "amount": "amount_pence",
}
DEFAULT_ORDER = "body"
KNOWN, UNKNOWN = "yes", "no"
YEARS = [(str(one), year_label(one)) for one in range(FIRST_YEAR, LAST_YEAR + 1)]


def line_order(order: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The whole order of lines from the `order` that is asked for: then by body, service and year, the same way."""
    (first, direction), last = order
    rest = [(name, direction) for name in ("body", "service", "year") if name != first]
    return [(first, direction), *rest, last]


def sorted_lines(lines: QuerySet, params: QueryDict) -> QuerySet:
    """`lines` in the order that the address asks for, as whole files have them."""
    order = line_order(Sort(params, ORDERS, DEFAULT_ORDER).order)
    return lines.order_by(*(f"-{name}" if way == "desc" else name for name, way in order))


class BudgetFilterForm(forms.Form):
    """The form of the filters. Its fields are worded once, when the class is made, and not for every page."""

    mark_optional = False


class BudgetFilterSet(django_filters.FilterSet):
    """Lines by what they say. The queryset must be visible to the user already."""

    body = TextFilter("body", "icontains", label="Contributing body", max_length=NAME_LENGTH)
    service = TextFilter("service", "icontains", label="Service", max_length=NAME_LENGTH)
    kind = OneOf("kind", label="Kind", choices=[("", "All kinds"), *BudgetLine.Kind.choices])
    arrangement = OneOf(
        "arrangement", label="Arrangement", choices=[("", "All arrangements"), *BudgetLine.Arrangement.choices]
    )
    year = OneOf("year", label="Financial year", choices=[("", "All years"), *YEARS])
    controlled_by = OneOf(
        "controlled_by", label="Who controls it", choices=[("", "Anybody"), *BudgetLine.Control.choices]
    )
    known = OneOf(
        label="Amount",
        method="by_known",
        choices=[("", "Known or not"), (KNOWN, "Known"), (UNKNOWN, "Not yet known")],
    )

    class Meta:
        model = BudgetLine
        fields: list[Any] = []
        form = BudgetFilterForm

    @classmethod
    @cache
    def form_class(cls) -> type[BudgetFilterForm]:
        """The form of every filter, made once."""
        fields = {name: filter_.field for name, filter_ in cls.base_filters.items()}
        for field in fields.values():
            say_plainly(field)
        return type("WordedBudgetFilterForm", (BudgetFilterForm,), fields)

    def get_form_class(self) -> type[BudgetFilterForm]:
        """`form_class`, where django-filter would make one."""
        return self.form_class()

    def by_known(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        """Lines whose amount is known, or those of which it is not."""
        return rows.filter(amount_pence__isnull=value == UNKNOWN)


BudgetFilterSet.base_filters = SharedFilters(BudgetFilterSet.base_filters)
