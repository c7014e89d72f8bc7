"""What the list of audit events can be narrowed by."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from cbtracker.audit.models import AuditEvent
from cbtracker.web.date_filter import DayFilter, midnight
from cbtracker.web.forms import GovukForm


class AuditEventFilterSet(django_filters.FilterSet):
    """Events by person, what they did, the record and the day."""

    person = django_filters.CharFilter(field_name="actor_name", lookup_expr="icontains", label="Person", max_length=200)
    verb = django_filters.CharFilter(method="did", label="What they did", max_length=60)
    record = django_filters.CharFilter(method="concerns", label="Record", max_length=200)
    since = DayFilter(method="from_day", label="From")
    until = DayFilter(method="to_day", label="To")

    class Meta:
        model = AuditEvent
        form = GovukForm
        fields: list[Any] = []

    def did(self, events: QuerySet, name: str, text: str) -> QuerySet:
        """Keep what was done, by a part of its name: "position" finds request.position_stated."""
        return events.filter(verb__icontains=text.strip().replace(" ", "_"))

    def concerns(self, events: QuerySet, name: str, text: str) -> QuerySet:
        """Keep events of records called `text`, of the kind `text`, or of both kind and number: "accounts.user 7"."""
        kind, _, number = text.strip().partition(" ")
        by_kind = Q(object_type=kind.lower(), object_id=number.strip()) if number else Q(object_type=kind.lower())
        return events.filter(by_kind | Q(object_label__icontains=text.strip()))

    def from_day(self, events: QuerySet, name: str, day: date) -> QuerySet:
        """Keep events on `day` or later, by London's clock."""
        return events.filter(at__gte=midnight(day))

    def to_day(self, events: QuerySet, name: str, day: date) -> QuerySet:
        """Keep events on `day` or earlier, by London's clock."""
        return events.filter(at__lt=midnight(day + timedelta(days=1)))
