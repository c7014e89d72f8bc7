"""The list of digests: to whom, of what time, and what became of each."""

from __future__ import annotations

import pytest

from cbtracker.digests.models import Digest
from cbtracker.digests.presenters import Became, became, that_became
from cbtracker.outbox.models import OutboxMessage
from tests.factories.digests import DigestFactory
from tests.factories.messages import queued
from tests.integration.digests.digesting import MONDAY, WEEK, tick_and_send
from tests.integration.requests_log.world import accepted

pytestmark = pytest.mark.django_db
SENT = "/digest/sent/"


STATES = {"waiting": "queued", "sent": "sent", "failed": "failed", "dropped": "dropped", "replaced": "dropped"}


@pytest.fixture
def of_every_end(world) -> dict[str, Digest]:
    """Digests of the champion: of each end one, by what became of it."""
    return {end: _that_ended(world.people["champion"], end, weeks) for weeks, end in enumerate(Became)}


def _that_ended(user, end: str, weeks: int) -> Digest:
    period = MONDAY + WEEK * weeks
    times = {"user": user, "period": period, "since": period - WEEK, "until": period}
    if end == Became.EMPTY:
        return DigestFactory(**times)
    message = queued(MONDAY, user.email)
    OutboxMessage.objects.filter(pk=message.pk).update(
        state=STATES[end],
        sent_at=MONDAY if end == Became.SENT else None,
        last_error="The address was refused" if end == Became.FAILED else "",
    )
    return DigestFactory(**times, message=message, outcome="replaced" if end == Became.REPLACED else "queued")


def test_what_became_of_each_is_said_and_found_by_the_database_in_the_same_way(of_every_end):
    for end, made in of_every_end.items():
        assert became(Digest.objects.select_related("message").get(pk=made.pk)) == end
        assert list(Digest.objects.filter(that_became(end))) == [made]


def test_failures_are_the_first_thing_on_the_page(of_every_end, browser_of):
    told = browser_of("secretariat").get(f"{SENT}?became=sent").text
    assert "1 digest could not be sent" in told
    assert "The address was refused" not in told
    told = browser_of("secretariat").get(f"{SENT}?became=failed").text
    assert "The address was refused" in told
    failed = of_every_end[Became.FAILED].message
    assert f'href="/emails/{failed.pk}/"' in told


def test_no_failure_is_spoken_of_where_there_is_none(world, browser_of):
    told = browser_of("secretariat").get(SENT).text
    assert "could not be sent" not in told
    assert "No digests have been made" in told


def test_digests_are_found_by_person_and_by_the_day_on_which_their_period_began(world, browser_of):
    accepted(world, world.dfe, now=MONDAY - WEEK)
    tick_and_send()
    client, name = browser_of("administrator"), str(world.people["champion"])
    assert f">{name}</th>" in client.get(SENT, {"person": name}).text
    assert f">{world.people['officer']}</th>" not in client.get(SENT, {"person": name}).text
    for day, is_there in ((28, True), (29, False)):
        query = {"person": name, "since_day": day, "since_month": 3, "since_year": 2011}
        assert (f">{name}</th>" in client.get(SENT, query).text) is is_there
    for day, is_there in ((28, True), (27, False)):
        query = {"person": name, "until_day": day, "until_month": 3, "until_year": 2011}
        assert (f">{name}</th>" in client.get(SENT, query).text) is is_there


def test_a_filter_that_is_none_is_named(world, browser_of):
    assert browser_of("secretariat").get(f"{SENT}?became=lost").status_code == 422


def test_what_digests_said_is_not_on_the_page(world, browser_of):
    entry = accepted(world, world.dfe, now=MONDAY - WEEK)
    tick_and_send()
    told = browser_of("administrator").get(SENT).text
    assert str(world.people["champion"]) in told
    assert entry.reference not in told
    assert entry.issue not in told


@pytest.mark.parametrize("role", ["champion", "locality_lead", "officer", "partner"])
def test_others_find_no_such_page(world, browser_of, role):
    assert browser_of(role).get(SENT).status_code == 404


def test_the_list_is_read_in_few_queries_however_long_it_is(world, browser_of, django_assert_max_num_queries):
    accepted(world, world.dfe, now=MONDAY - WEEK)
    tick_and_send()
    client = browser_of("secretariat")
    with django_assert_max_num_queries(8):
        client.get(SENT)
