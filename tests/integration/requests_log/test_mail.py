"""What who raised a request is told by email, read again when it is sent."""

from __future__ import annotations

import pytest
from django.utils import timezone

from areas.models import AuthorityMembership
from cbtracker.outbox.models import OutboxMessage
from cbtracker.outbox.registry import render
from requests_log.services import mark_addressed, reopen, triage
from requests_log.services.naming import AreasNamed, NamedArea
from tests.integration.requests_log.world import START, accepted, again


@pytest.fixture
def entry(world):
    return accepted(world, issue="Let schools & nurseries pool")


def address_it(world, entry):
    entry = again(entry)
    mark_addressed(
        entry,
        by=world.person("secretariat"),
        expected_version=entry.shared_version,
        outcome="agreed",
        text="You <may> & should",
    )


def rendered(kind):
    return render(OutboxMessage.objects.get(kind=kind), timezone.now())


def test_an_outcome_is_sent_with_the_way_to_say_that_the_barrier_is_still_there(world, entry):
    address_it(world, entry)
    message = rendered("request_addressed")
    assert message.subject == f"{entry.reference}: your request has been addressed"
    assert "Let schools & nurseries pool" in message.text
    assert f"http://127.0.0.1:8000/requests/{entry.reference}/" in message.text
    assert not message.unsubscribe
    assert "agreed" in message.text
    assert "You &lt;may&gt; &amp; should" in message.html
    assert f"/requests/{entry.reference}/persists/" in message.text


def test_opening_again_is_sent_with_why(world, entry):
    address_it(world, entry)
    current = again(entry)
    reopen(current, by=world.person("secretariat"), expected_version=current.shared_version, reason="It came back")
    assert "It came back" in rendered("request_reopened").text
    assert rendered("request_addressed") is None


def take_the_area_away(world, entry):
    current = again(entry)
    areas = AreasNamed("named", (NamedArea(world.barnet),))
    triage(current, by=world.person("secretariat"), expected_version=current.shared_version, areas=areas)


def end_the_membership(world, entry):
    AuthorityMembership.objects.update(to_on=START)


def end_the_access(world, entry):
    type(world.people["officer"]).objects.filter(role="officer").update(is_active=False, access_ended_at=timezone.now())


@pytest.mark.parametrize("change", [take_the_area_away, end_the_membership, end_the_access])
def test_nothing_is_sent_to_somebody_who_may_no_longer_know_of_the_request(world, entry, change):
    address_it(world, entry)
    assert rendered("request_addressed") is not None
    change(world, entry)
    assert rendered("request_addressed") is None
