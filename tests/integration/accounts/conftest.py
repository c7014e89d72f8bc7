"""What tests of accounts share."""

from __future__ import annotations

import pytest

from cbtracker.accounts.permissions import Role
from tests.factories.people import PASSWORD, UserFactory
from tests.factories.people import person as make


@pytest.fixture(autouse=True)
def _no_tries_remembered():
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def person():
    return UserFactory(email="amina@example.org", full_name="Amina Khan", password=PASSWORD)


@pytest.fixture
def secretariat(client):
    user = make(Role.SECRETARIAT, full_name="Sam Secretary")
    client.force_login(user)
    return user


@pytest.fixture
def administrator(client):
    user = make(Role.ADMINISTRATOR, full_name="Ada Admin")
    client.force_login(user)
    return user
