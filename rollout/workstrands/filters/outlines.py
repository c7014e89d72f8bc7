"""What the list of outline proposals can be narrowed by: the same for the page, the API and the file."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet

from areas.models import Authority
from cbtracker.web.forms import GovukForm
from rollout.workstrands.models import NEIGHBOURHOODS, PLACES, OutlineProposal

ORDERS = {"place": "place", "started": "started_at", "submitted": "submitted_at"}
"""What the list can be sorted by, and the fields behind that."""
DEFAULT_ORDER = "place"
STRANDS = [(NEIGHBOURHOODS, "3: neighbourhoods"), (PLACES, "4: a single budget for a place")]


def _authorities(request: Any) -> QuerySet[Authority]:
    """Those of which the person may see an outline proposal."""
    if request is None:
        return Authority.objects.none()
    seen = OutlineProposal.objects.visible_to(request.user).order_by()
    return Authority.objects.filter(pk__in=seen.values("authority")).order_by("short_name")


class OutlineFilterSet(django_filters.FilterSet):
    """Outline proposals by workstrand, by where they are, and by authority."""

    strand = django_filters.ChoiceFilter(choices=STRANDS, label="Workstrand", empty_label="Both workstrands")
    state = django_filters.ChoiceFilter(
        method="in_state", choices=OutlineProposal.State.choices, label="State", empty_label="All states"
    )
    authority = django_filters.ModelChoiceFilter(
        queryset=_authorities, to_field_name="slug", label="Local authority", empty_label="All authorities"
    )

    class Meta:
        model = OutlineProposal
        form = GovukForm
        fields: list[Any] = []

    def in_state(self, rows: QuerySet, name: str, state: str) -> QuerySet:
        """Keep those in `state`."""
        return rows.in_state(state)  # type: ignore[attr-defined]
