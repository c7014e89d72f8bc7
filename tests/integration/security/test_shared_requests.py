"""What concerns several areas is not for one of them to end for the others."""

from __future__ import annotations

from datetime import timedelta

import pytest

from areas.access import NotPermitted
from cbtracker.accounts.permissions import Role
from requests_log.models import LoggedRequest, Status
from requests_log.services import reply, triage, withdraw
from requests_log.services.naming import AreasNamed, NamedArea
from tests.integration.requests_log.pages import address, signed_in, words
from tests.integration.requests_log.world import NOON, accepted

LATER = NOON + timedelta(days=1)


@pytest.fixture
def shared(world) -> LoggedRequest:
    """A request that Barnet made, and that Swindon was added to."""
    entry = accepted(world, area=world.barnet)
    both = AreasNamed("named", (NamedArea(world.barnet), NamedArea(world.swindon)))
    triage(entry, by=world.person("secretariat"), expected_version=entry.shared_version, areas=both, now=LATER)
    return LoggedRequest.objects.get(pk=entry.pk)


def test_an_officer_takes_back_no_request_that_is_another_areas_too(world, shared):
    officer = world.person(Role.OFFICER)
    with pytest.raises(NotPermitted):
        withdraw(shared, by=officer, expected_version=shared.shared_version, reason="Ours no more")
    client = signed_in(officer)
    assert client.post(address("withdraw", shared), {"version": "3", "reason": "No"}).status_code == 404
    assert "Withdraw" not in words(client.get(address("detail", shared)))
    shared.refresh_from_db()
    assert shared.status == Status.ACCEPTED


def test_an_officer_takes_back_the_own_areas_request_and_replies_on_a_shared_one(world, shared):
    own, officer = accepted(world), world.person(Role.OFFICER)
    withdraw(own, by=officer, expected_version=own.shared_version, reason="Solved here")
    assert own.status == Status.WITHDRAWN
    assert reply(shared, by=officer, text="We still need it").action == "replied"


def test_the_secretariat_takes_back_a_shared_request(world, shared):
    withdraw(shared, by=world.person(Role.SECRETARIAT), expected_version=shared.shared_version, reason="Both agree")
    assert shared.status == Status.WITHDRAWN
