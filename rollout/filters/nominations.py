"""What the list of nominations can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet

from areas.models import Authority
from cbtracker.web.forms import GovukForm
from rollout.models import Nomination, NominationAuthority

ORDERS = {"place": "place", "started": "started_at", "submitted": "submitted_at"}
"""What the list can be sorted by, and the fields behind that: the same for the page and the API."""
DEFAULT_ORDER = "place"


def _regions() -> list[tuple[str, str]]:
    return list(Authority.objects.order_by("region_name").values_list("region_code", "region_name").distinct())


class NominationFilterSet(django_filters.FilterSet):
    """Nominations by where they are and by region; of a joint one it is enough that one authority lies there."""

    state = django_filters.ChoiceFilter(
        method="in_state", choices=Nomination.State.choices, label="State", empty_label="All states"
    )
    region = django_filters.ChoiceFilter(
        method="in_region", choices=_regions, label="Region", empty_label="All regions"
    )

    class Meta:
        model = Nomination
        form = GovukForm
        fields: list[Any] = []

    def in_state(self, rows: QuerySet, name: str, state: str) -> QuerySet:
        """Keep those in `state`."""
        return rows.in_state(state)  # type: ignore[attr-defined]

    def in_region(self, rows: QuerySet, name: str, code: str) -> QuerySet:
        """Keep those in which an authority of the region takes part."""
        there = NominationAuthority.objects.filter(authority__region_code=code)
        return rows.filter(pk__in=there.values("nomination"))
