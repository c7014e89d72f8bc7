"""Who looks after which place or department, and what a place brings together, for tests."""

from __future__ import annotations

from datetime import date

import factory

from areas.models import (
    Alias,
    AreaChampion,
    AuthorityMembership,
    DepartmentMembership,
    FundingStream,
    LocalityLead,
    Resource,
)
from cbtracker.accounts.permissions import Role
from tests.factories.people import UserFactory
from tests.factories.places import START, AreaFactory, AuthorityFactory, DepartmentFactory


class DepartmentMembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DepartmentMembership

    user = factory.SubFactory(UserFactory, role=Role.CHAMPION)
    department = factory.SubFactory(DepartmentFactory)
    from_on = START


class AuthorityMembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AuthorityMembership

    user = factory.SubFactory(UserFactory, role=Role.OFFICER)
    authority = factory.SubFactory(AuthorityFactory)
    from_on = START


class AreaChampionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AreaChampion

    user = factory.SubFactory(UserFactory, role=Role.CHAMPION)
    area = factory.SubFactory(AreaFactory)
    from_on = START


class LocalityLeadFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LocalityLead

    user = factory.SubFactory(UserFactory, role=Role.LOCALITY_LEAD)
    authority = factory.SubFactory(AuthorityFactory)
    from_on = START


class AliasFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Alias

    name = factory.Sequence(lambda n: f"Nickname {n}")
    area = factory.SubFactory(AreaFactory)


class FundingStreamFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FundingStream

    slug = factory.Sequence(lambda n: f"test-stream-{n}")
    name = factory.Sequence(lambda n: f"Test stream {n}")
    menu_dated = date(2010, 12, 22)
    order = factory.Sequence(lambda n: 1000 + n)
    source = "a test"


class ResourceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Resource

    area = factory.SubFactory(AreaFactory)
    year = 2011
    stream = factory.SubFactory(FundingStreamFactory)
    contributor = "Test primary care trust"
    manner = Resource.Manner.POOLED
