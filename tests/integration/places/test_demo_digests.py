"""Digests in the demonstration: quiet periods, choices and earlier weeks; and no email leaves for any of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from cbtracker.digests.models import Digest, DigestPreference, QuietPeriod
from cbtracker.digests.services.queueing import queue_digests
from cbtracker.outbox.delivery import deliver_due
from cbtracker.outbox.models import OutboxMessage
from cbtracker.places.demo.digests import WEEKS, tell_digests
from tests.factories.people import UserFactory
from tests.integration.requests_log.world import make_world, raised

pytestmark = pytest.mark.django_db
NOW = datetime(2011, 9, 14, 12, tzinfo=UTC)


@pytest.fixture
def people():
    world = make_world()
    type(world.people["officer"]).objects.update(date_joined=datetime(2010, 10, 20, 9, tzinfo=UTC))
    raised(world, now=NOW - timedelta(20))
    more = {"champion.dclg": UserFactory(role="champion", date_joined=datetime(2010, 10, 20, 9, tzinfo=UTC))}
    return world.people | more


def test_the_quiet_periods_are_those_of_2011(people):
    tell_digests(people, now=NOW)
    found = QuietPeriod.objects.order_by("from_on").values_list("kind", "from_on", "until_on")
    assert list(found) == [
        ("recess", date(2011, 4, 6), date(2011, 4, 25)),
        ("purdah", date(2011, 4, 14), date(2011, 5, 5)),
    ]
    assert set(DigestPreference.objects.values_list("frequency", flat=True)) == {"daily", "monthly"}


def test_earlier_digests_are_there_and_no_email_leaves_for_them(people):
    tell_digests(people, now=NOW)
    of_secretariat = Digest.objects.filter(user=people["secretariat"])
    assert of_secretariat.count() == WEEKS
    assert {one.message.state for one in of_secretariat.select_related("message")} == {"sent"}
    assert Digest.objects.filter(outcome="empty").exists()
    assert not OutboxMessage.objects.filter(kind="status_digest", state="queued").exists()
    deliver_due(now=NOW)
    assert mail.outbox == []


def test_the_newest_one_is_left_to_the_scheduler(people):
    tell_digests(people, now=NOW)
    queue_digests(now=NOW)
    deliver_due(now=NOW)
    assert [one.to for one in mail.outbox] == [[people["secretariat"].email]]
