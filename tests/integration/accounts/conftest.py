"""What tests of accounts share."""

from __future__ import annotations

import pytest

from tests.factories.people import PASSWORD, UserFactory


@pytest.fixture(autouse=True)
def _no_tries_remembered():
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def person():
    return UserFactory(email="amina@example.org", full_name="Amina Khan", password=PASSWORD)
