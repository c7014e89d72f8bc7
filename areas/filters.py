"""What lists of places can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone

from areas.models import Area, Authority, Phase, Pool
from cbtracker.web.forms import GovukForm


def _regions() -> list[tuple[str, str]]:
    return list(Authority.objects.order_by("region_name").values_list("region_code", "region_name").distinct())


class _PlaceFilterSet(django_filters.FilterSet):
    """Text first, by any name of a place."""

    q = django_filters.CharFilter(method="search", label="Name or code", max_length=100)

    def search(self, places: QuerySet, name: str, text: str) -> QuerySet:
        """Keep the places that are called `text`, or hold one that is."""
        return places.search(text.strip(), on=timezone.localdate())  # type: ignore[attr-defined]


class AreaFilterSet(_PlaceFilterSet):
    """Areas by name and phase."""

    phase = django_filters.ModelChoiceFilter(
        queryset=Phase.objects.all(), to_field_name="slug", label="Phase", empty_label="All phases"
    )

    class Meta:
        model = Area
        form = GovukForm
        fields: list[Any] = []


class AuthorityFilterSet(_PlaceFilterSet):
    """Authorities by name, region, type and candidate pool."""

    region = django_filters.ChoiceFilter(
        field_name="region_code", choices=_regions, label="Region", empty_label="All regions"
    )
    type = django_filters.ChoiceFilter(
        field_name="kind", choices=Authority.Kind.choices, label="Type", empty_label="All types"
    )
    pool = django_filters.ChoiceFilter(
        field_name="candidate_pools__pool",
        choices=Pool.choices,
        label="Candidate pool",
        empty_label="Any or none",
    )

    class Meta:
        model = Authority
        form = GovukForm
        fields: list[Any] = []
