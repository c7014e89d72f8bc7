"""The offer for tests, written past the services; an element of it is in `tests.factories.rollout`."""

from __future__ import annotations

from datetime import UTC, date, datetime

import factory

from rollout.models import OfferComment, OfferText, OfferVersion, TakeUp
from tests.factories.people import UserFactory
from tests.factories.places import AreaFactory
from tests.factories.rollout import OfferElementFactory

SAID_AT = datetime(2011, 6, 3, 9, tzinfo=UTC)


class OfferTextFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OfferText

    number = factory.Sequence(lambda n: n + 1)
    words = factory.LazyAttribute(lambda one: f"What areas can have, text {one.number}.")
    saved_at = SAID_AT
    saved_by = factory.SubFactory(UserFactory)


class OfferVersionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OfferVersion

    number = factory.Sequence(lambda n: n + 1)
    text = factory.SubFactory(OfferTextFactory)
    note = "First published."
    published_at = SAID_AT
    published_by = factory.SubFactory(UserFactory)


class OfferCommentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OfferComment

    text = factory.SubFactory(OfferTextFactory)
    words = "Say who the hub is."
    said_at = SAID_AT
    said_by = factory.SubFactory(UserFactory)


class TakeUpFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TakeUp

    area = factory.SubFactory(AreaFactory)
    element = factory.SubFactory(OfferElementFactory)
    since = date(2011, 4, 1)
    recorded_at = SAID_AT
    recorded_by = factory.SubFactory(UserFactory)
