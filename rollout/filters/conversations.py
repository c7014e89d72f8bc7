"""What the list of conversations can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from areas.access import duties_of
from cbtracker.web.forms import GovukForm
from rollout.models import Conversation

OPEN, CLOSED, ACTION, OVERDUE = "open", "closed", "action", "overdue"
ORDERS = {"latest": "latest_on", "authority": "authority_name", "due": "next_due_on"}
"""What the list can be sorted by, and the fields behind that: the same for the page and the API."""
DEFAULT_ORDER = "-latest"


class ConversationFilterSet(django_filters.FilterSet):
    """Conversations by authority or subject, by what is still to be done, and one's own.

    Its rows come from `Conversation.objects.as_read_by`, whose numbers hold nothing that the reader may not know.
    """

    q = django_filters.CharFilter(method="about", label="Authority or subject", max_length=100)
    state = django_filters.ChoiceFilter(
        method="in_state",
        label="Show",
        choices=[
            (OPEN, "Open"),
            (ACTION, "With a next action"),
            (OVERDUE, "With an overdue action"),
            (CLOSED, "Closed"),
        ],
        empty_label="Open and closed",
    )
    places = django_filters.ChoiceFilter(
        method="of_places", label="Authorities", choices=[("own", "My own")], empty_label="All"
    )

    class Meta:
        model = Conversation
        form = GovukForm
        fields: list[Any] = []

    def __init__(self, *args: Any, **options: Any) -> None:
        """Those who have no authorities of their own are not asked about them."""
        super().__init__(*args, **options)
        if not duties_of(self.request.user).authorities:
            del self.filters["places"]

    def about(self, rows: QuerySet, name: str, text: str) -> QuerySet:
        """Keep those whose authority or subject holds every word of `text`."""
        for word in text.split():
            called = Q(authority__short_name__icontains=word) | Q(authority__official_name__icontains=word)
            rows = rows.filter(called | Q(subject__icontains=word))
        return rows

    def in_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Keep those that are open or closed, or of which something is still to be done."""
        if value == ACTION:
            return rows.filter(open_actions__gt=0)
        if value == OVERDUE:
            return rows.filter(overdue_actions__gt=0)
        return rows.filter(closed_at__isnull=value == OPEN)

    def of_places(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Keep those with authorities that are the reader's own."""
        return rows.filter(authority__in=duties_of(self.request.user).authorities)
