"""Fixtures of the rollout's tests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from areas.models import Authority
from cbtracker.accounts.models import User
from tests.integration.rollout.nominating import NOW, a_place


@pytest.fixture
def in_july() -> Iterator[None]:
    """The clock stands at 5 July 2011, a day after what the helpers write."""
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        yield


@pytest.fixture
def place(in_july: None) -> tuple[Authority, User]:
    """An authority and its officer."""
    authority, officer = a_place("Kent")
    Authority.objects.filter(pk=authority.pk).update(slug="kent-one")
    return Authority.objects.get(pk=authority.pk), officer
