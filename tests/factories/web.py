"""Factory of the forms that were taken."""

from __future__ import annotations

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from cbtracker.web.models import SentForm


class SentFormFactory(DjangoModelFactory):
    class Meta:
        model = SentForm

    digest = factory.Sequence(lambda n: f"{n:064x}")
    sent_at = factory.LazyFunction(timezone.now)
