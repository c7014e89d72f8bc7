"""Neighbourhoods and their people for tests, all invented."""

from __future__ import annotations

from datetime import UTC, datetime

import factory

from areas.models import Neighbourhood, NeighbourhoodMembership
from cbtracker.accounts.permissions import Role
from tests.factories.people import UserFactory
from tests.factories.places import START, AuthorityFactory


class NeighbourhoodFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Neighbourhood

    authority = factory.SubFactory(AuthorityFactory)
    name = factory.Sequence(lambda n: f"Testfield {n}")
    slug = factory.Sequence(lambda n: f"testfield-{n}")
    boundary = "From the canal to the railway"
    changed_at = datetime(2011, 7, 1, 9, tzinfo=UTC)


class NeighbourhoodMembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = NeighbourhoodMembership

    user = factory.SubFactory(UserFactory, role=Role.COMMUNITY)
    neighbourhood = factory.SubFactory(NeighbourhoodFactory)
    from_on = START
