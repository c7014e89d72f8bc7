"""What the list of people can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Role
from cbtracker.web.forms import GovukForm


class PersonFilterSet(django_filters.FilterSet):
    """People by name or address, role, and whether they have access."""

    q = django_filters.CharFilter(method="called", label="Name or email address", max_length=200)
    role = django_filters.ChoiceFilter(choices=Role.choices, label="Role", empty_label="All roles")
    access = django_filters.ChoiceFilter(
        method="with_access",
        choices=[("yes", "Has access"), ("ended", "Access has ended")],
        label="Access",
        empty_label="Everybody",
    )

    class Meta:
        model = User
        form = GovukForm
        fields: list[Any] = []

    def called(self, people: QuerySet, name: str, text: str) -> QuerySet:
        """Keep people whose name or address contains every word of `text`."""
        for word in text.split():
            people = people.filter(Q(full_name__icontains=word) | Q(email__icontains=word))
        return people

    def with_access(self, people: QuerySet, name: str, value: str) -> QuerySet:
        """Keep those who may sign in, or those who no longer may."""
        return people.filter(is_active=value == "yes")
