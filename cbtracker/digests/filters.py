"""What the list of digests can be narrowed by."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from cbtracker.digests.models import Digest
from cbtracker.digests.presenters import Became, that_became
from cbtracker.web.date_filter import DayFilter, midnight
from cbtracker.web.forms import GovukForm


class DigestFilterSet(django_filters.FilterSet):
    """Digests by person, by what became of them, and by the day on which their period began."""

    person = django_filters.CharFilter(method="of_person", label="Person", max_length=200)
    became = django_filters.ChoiceFilter(
        method="that_became", choices=Became.choices, label="What became of it", empty_label="Anything"
    )
    since = DayFilter(method="from_day", label="Period began on or after")
    until = DayFilter(method="to_day", label="Period began on or before")

    class Meta:
        model = Digest
        form = GovukForm
        fields: list[Any] = []

    def of_person(self, digests: QuerySet, name: str, text: str) -> QuerySet:
        """Keep those of people whose name or address contains `text`."""
        text = text.strip()
        return digests.filter(Q(user__full_name__icontains=text) | Q(user__email__icontains=text))

    def that_became(self, digests: QuerySet, name: str, wanted: str) -> QuerySet:
        """Keep those of which `wanted` became."""
        return digests.filter(that_became(wanted))

    def from_day(self, digests: QuerySet, name: str, day: date) -> QuerySet:
        """Keep those whose period began on `day` or later, by London's clock."""
        return digests.filter(period__gte=midnight(day))

    def to_day(self, digests: QuerySet, name: str, day: date) -> QuerySet:
        """Keep those whose period began on `day` or earlier, by London's clock."""
        return digests.filter(period__lt=midnight(day + timedelta(days=1)))
