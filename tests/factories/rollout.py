"""Records of the rollout for tests, written past the services."""

from __future__ import annotations

from datetime import UTC, date, datetime

import factory

from rollout.models import EngagementStep, Step
from tests.factories.places import AuthorityFactory


class EngagementStepFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EngagementStep

    authority = factory.SubFactory(AuthorityFactory)
    step = Step.LIVE
    on = date(2011, 4, 1)
    recorded_at = datetime(2011, 4, 1, 9, tzinfo=UTC)
