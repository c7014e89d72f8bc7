"""Records of the rollout for tests, written past the services."""

from __future__ import annotations

from datetime import UTC, date, datetime

import factory

from rollout.models import EngagementStep, OfferElement, Step, TimelineEntry
from tests.factories.places import AuthorityFactory


class EngagementStepFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EngagementStep

    authority = factory.SubFactory(AuthorityFactory)
    step = Step.LIVE
    on = date(2011, 4, 1)
    recorded_at = datetime(2011, 4, 1, 9, tzinfo=UTC)


class TimelineEntryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TimelineEntry

    kind = "event"
    lane = "events"
    title = factory.Sequence(lambda n: f"Regional workshop {n}")
    starts_on = date(2011, 10, 5)
    changed_at = datetime(2011, 5, 11, 9, tzinfo=UTC)


class OfferElementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OfferElement

    key = factory.Sequence(lambda n: f"element-{n}")
    title = factory.Sequence(lambda n: f"Element {n}")
    summary = "Something that an area may use."
    source = "F000 ¶12"
    order = factory.Sequence(lambda n: n)
