"""A programme in which people get digests: on Monday, 28 March 2011, the first day of summer time that is a weekday."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine

from cbtracker.accounts.models import User
from tests.integration.digests.digesting import MONDAY
from tests.integration.requests_log.world import World, make_world


@pytest.fixture
def clock():
    """The clock, a minute after eight on that Monday."""
    with time_machine.travel(MONDAY, tick=False) as moving:
        yield moving


@pytest.fixture
def world(db, clock) -> World:
    """A small programme whose people have all been there since October."""
    made = make_world()
    User.objects.update(date_joined=datetime(2010, 10, 20, 9, tzinfo=UTC))
    return made


@pytest.fixture
def browser_of(client, world):
    """The client, signed in as who has the role."""

    def signed_in(role: str):
        client.force_login(world.people[role])
        return client

    return signed_in
