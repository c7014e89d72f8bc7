"""A selected place of workstrand 4, its plan, and people who keep it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from areas.models import AuthorityMembership
from cbtracker.accounts.permissions import Role
from tests.factories.people import person
from tests.factories.places import START, AuthorityFactory
from tests.factories.workstrands import OperationalPlanFactory, StrandPlaceFactory

NOW = datetime(2011, 11, 1, 12, tzinfo=UTC)


@pytest.fixture
def essex(db):
    return AuthorityFactory(short_name="Essex")


@pytest.fixture
def plan(essex):
    return OperationalPlanFactory(place=StrandPlaceFactory(authority=essex, name="Essex", slug="essex"))


@pytest.fixture
def secretary(db):
    return person(Role.SECRETARIAT)


@pytest.fixture
def officer(essex):
    user = person(Role.OFFICER)
    AuthorityMembership.objects.create(user=user, authority=essex, from_on=START)
    return user


@pytest.fixture
def stranger(db):
    """An officer of another authority."""
    user = person(Role.OFFICER, email="elsewhere@example.org")
    AuthorityMembership.objects.create(user=user, authority=AuthorityFactory(), from_on=START)
    return user
