"""What the practice library can be narrowed by: the same for its pages, its file and the API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from areas.models import PROGRAMME_BEGINS
from cbtracker.web.forms import GovukForm
from cbtracker.web.word_search import holding
from rollout.workstrands.models import NEIGHBOURHOODS, PLACES, PracticeItem

PRACTICE_ORDERS: Mapping[str, str] = {"dated": "dated", "title": "title"}
DEFAULT_ORDER = "-dated"
SEARCHED = ("title", "summary", "text")
_STRANDS = [(str(NEIGHBOURHOODS), "3: neighbourhoods"), (str(PLACES), "4: a single budget")]
_YEARS = [(str(year), str(year)) for year in range(PROGRAMME_BEGINS.year, 2031)]


class PracticeFilterSet(django_filters.FilterSet):
    """Items by words in them, by what they are, and by place and year."""

    q = django_filters.CharFilter(method="by_words", label="Words", max_length=200)
    kind = django_filters.ChoiceFilter(choices=PracticeItem.Kind.choices, label="What it is", empty_label="Everything")
    theme = django_filters.ChoiceFilter(choices=PracticeItem.Theme.choices, label="Theme", empty_label="All themes")
    strand = django_filters.ChoiceFilter(choices=_STRANDS, label="Workstrand", empty_label="Any or none")
    place = django_filters.CharFilter(method="by_place", label="Place", max_length=100)
    year = django_filters.ChoiceFilter(choices=_YEARS, method="by_year", label="Year", empty_label="All years")

    class Meta:
        model = PracticeItem
        form = GovukForm
        fields: list[Any] = []

    def by_words(self, rows: QuerySet, name: str, text: str) -> QuerySet:
        """Keep those that hold every word of `text`."""
        return holding(rows, text, SEARCHED)

    def by_place(self, rows: QuerySet, name: str, text: str) -> QuerySet:
        """Keep those about a place whose name holds every word of `text`."""
        for word in text.split():
            named = Q(area__name__icontains=word) | Q(authority__short_name__icontains=word)
            rows = rows.filter(named | Q(neighbourhood__name__icontains=word))
        return rows

    def by_year(self, rows: QuerySet, name: str, year: str) -> QuerySet:
        """Keep those dated in `year`."""
        return rows.filter(dated__year=int(year))
