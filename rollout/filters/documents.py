"""What the list of documents can be narrowed by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from cbtracker.web.forms import GovukForm
from rollout.models import AreaDocument

DOCUMENT_ORDERS: Mapping[str, str] = {"place": "place_name", "dated": "dated", "kind": "kind"}
DEFAULT_ORDER = "-dated"


class DocumentFilterSet(django_filters.FilterSet):
    """Documents by place or title and by what they are."""

    q = django_filters.CharFilter(method="about", label="Place or title", max_length=100)
    kind = django_filters.ChoiceFilter(
        choices=AreaDocument.Kind.choices, label="What it is", empty_label="All documents"
    )

    class Meta:
        model = AreaDocument
        form = GovukForm
        fields: list[Any] = []

    def about(self, rows: QuerySet, name: str, text: str) -> QuerySet:
        """Keep those whose title, or whose place's name, holds every word of `text`."""
        for word in text.split():
            place = Q(area__name__icontains=word) | Q(authority__short_name__icontains=word)
            rows = rows.filter(place | Q(title__icontains=word))
        return rows
