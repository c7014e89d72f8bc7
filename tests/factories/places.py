"""Authorities, areas and departments for tests, invented so that no reference data is needed."""

from __future__ import annotations

from datetime import date

import factory

from areas.models import Area, AreaMember, Authority, Department, Phase

START = date(2011, 1, 1)


class PhaseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Phase
        django_get_or_create = ("slug",)

    slug = "test-phase"
    name = "Test phase"
    order = 90


class AuthorityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Authority

    gss_code = factory.Sequence(lambda n: f"E99{n:06d}")
    official_name = factory.LazyAttribute(lambda o: f"{o.short_name} Council")
    short_name = factory.Sequence(lambda n: f"Testborough {n}")
    slug = factory.Sequence(lambda n: f"testborough-{n}")
    kind = Authority.Kind.UNITARY
    region_code = "E12000009"
    region_name = "South West"


class AreaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Area

    slug = factory.Sequence(lambda n: f"test-area-{n}")
    name = factory.Sequence(lambda n: f"Test area {n}")
    order = factory.Sequence(lambda n: 1000 + n)
    phase = factory.SubFactory(PhaseFactory)


class AreaMemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AreaMember

    area = factory.SubFactory(AreaFactory)
    authority = factory.SubFactory(AuthorityFactory)
    from_on = START


class DepartmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Department

    abbreviation = factory.Sequence(lambda n: f"TD{n}")
    name = factory.Sequence(lambda n: f"Test Department {n}")
    order = factory.Sequence(lambda n: 1000 + n)
