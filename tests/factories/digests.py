"""Digests, how often somebody wants them, and when none are sent, for tests; written past the services."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import factory

from cbtracker.digests.models import Digest, DigestPreference, QuietPeriod
from tests.factories.people import UserFactory

PERIOD = datetime(2011, 3, 28, 7, tzinfo=UTC)


class DigestPreferenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DigestPreference

    user = factory.SubFactory(UserFactory)
    changed_at = PERIOD - timedelta(30)


class QuietPeriodFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = QuietPeriod

    name = factory.Sequence(lambda n: f"Recess {n}")
    kind = QuietPeriod.Kind.RECESS
    from_on, until_on = date(2011, 4, 6), date(2011, 4, 25)
    added_at = PERIOD - timedelta(30)


class DigestFactory(factory.django.DjangoModelFactory):
    """A digest that had nothing to say."""

    class Meta:
        model = Digest

    user = factory.SubFactory(UserFactory)
    frequency = "weekly"
    period = PERIOD
    since, until = PERIOD - timedelta(7), PERIOD + timedelta(minutes=1)
    outcome = Digest.Outcome.EMPTY
