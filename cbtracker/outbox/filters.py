"""What the list of messages can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from cbtracker.outbox.models import OutboxMessage
from cbtracker.web.forms import GovukForm


class OutboxMessageFilterSet(django_filters.FilterSet):
    """Messages by what became of them and by whom they are to."""

    state = django_filters.ChoiceFilter(choices=OutboxMessage.State.choices, label="State", empty_label="All states")
    to = django_filters.CharFilter(method="addressed", label="Person or address", max_length=200)

    class Meta:
        model = OutboxMessage
        form = GovukForm
        fields: list[Any] = []

    def addressed(self, messages: QuerySet, name: str, text: str) -> QuerySet:
        """Keep messages to a person or an address that contains `text`."""
        text = text.strip()
        return messages.filter(
            Q(to_address__icontains=text)
            | Q(recipient__email__icontains=text)
            | Q(recipient__full_name__icontains=text)
        )
