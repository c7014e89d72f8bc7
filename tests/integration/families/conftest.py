"""An area with estimates, an officer of it and a secretary."""

from __future__ import annotations

import pytest

from areas.models import AuthorityMembership
from cbtracker.accounts.permissions import Role
from tests.factories.families import EstimateFactory, EstimateRunFactory
from tests.factories.people import person
from tests.factories.places import START, AreaFactory, AreaMemberFactory, AuthorityFactory
from tests.integration.families.proposing import NOW


@pytest.fixture
def in_may(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def run(db):
    return EstimateRunFactory(is_current=True, name="Annex D as published")


@pytest.fixture
def area(run):
    area = AreaFactory(name="Kent", slug="kent", order=1)
    authority = AuthorityFactory(short_name="Kent", slug="kent-county")
    AreaMemberFactory(area=area, authority=authority)
    EstimateFactory(run=run, authority=authority, low=2540, high=2580)
    EstimateFactory(run=run, authority=authority, cohort="fwmp_child", low=1000, high=1010)
    return area


@pytest.fixture
def officer(area):
    user = person(Role.OFFICER)
    AuthorityMembership.objects.create(user=user, authority=area.members.get().authority, from_on=START)
    return user


@pytest.fixture
def secretary():
    return person(Role.SECRETARIAT)
