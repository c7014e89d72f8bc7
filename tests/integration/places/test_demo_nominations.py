"""The nominations of the demonstration: one in every state, and each says that it is invented."""

from datetime import UTC, date, datetime

import pytest
from django.test import override_settings

from cbtracker.outbox.delivery import deliver_due
from cbtracker.outbox.models import OutboxMessage
from cbtracker.places.demo import load_demo
from cbtracker.places.demo.nominations import NOTE
from requests_log.models import LoggedRequest, Status
from rollout.models import EngagementStep, Nomination, SignOff
from rollout.nomination_pages import missing_pages
from rollout.selectors.coverage import read_coverage
from rollout.services.nominations.signing import unsigned_authorities

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def told(for_the_module):
    with override_settings(DEMONSTRATION=True):
        assert load_demo(now=NOW)


def nominations() -> dict[str, Nomination]:
    return {one.name or one.lead_authority.short_name: one for one in Nomination.objects.all()}


def test_there_is_one_in_every_state_single_and_joint(told):
    found = nominations()
    assert {one.state for one in found.values()} == set(Nomination.State)
    assert found["Tees Valley"].members.count() == 4
    assert found["Tees Valley"].state is Nomination.State.ACKNOWLEDGED
    assert found["Solent"].state is Nomination.State.SUBMITTED
    assert found["Calderdale"].submitted_at is None
    assert found["Cornwall"].withdrawn_at is None


def test_drafts_are_half_answered_waiting_sent_back_and_signed(told):
    found = nominations()
    assert missing_pages(found["Wiltshire"])
    assert SignOff.objects.current().get(nomination=found["Sunderland"]).is_open(NOW)
    assert SignOff.objects.current().get(nomination=found["Wolverhampton"]).comment
    assert unsigned_authorities(found["Luton"]) == []


def test_each_says_that_it_is_invented(told):
    for one in Nomination.objects.all():
        assert NOTE in one.answers["focus"]["detail"]


def test_the_acknowledged_one_has_a_conversation_with_each_authority_and_its_barrier_is_a_request(told):
    joint = nominations()["Tees Valley"]
    assert all(one.conversations.exists() for one in joint.authorities.all())
    entry = LoggedRequest.objects.get(source=str(joint))
    assert entry.status == Status.ACCEPTED
    assert list(entry.areas.all()) == [joint.area]


def test_the_one_that_was_withdrawn_and_resumed_stands_where_it_stood(told):
    steps = EngagementStep.objects.filter(authority__slug="cornwall").in_order()
    assert [one.step for one in steps] == ["nominated", "withdrawn", "nominated"]


def test_the_launch_stays_28_and_about_70_authorities_have_steps(told):
    assert read_coverage(EngagementStep.objects.all(), as_at=date(2011, 4, 1)).engaged == 28
    assert 70 <= EngagementStep.objects.values("authority").distinct().count() < 80


def test_only_what_still_concerns_somebody_is_sent(told):
    deliver_due(now=NOW)
    asked = OutboxMessage.objects.filter(kind="sign_off_asked", state="sent")
    assert [one.to_address for one in asked] == ["chief.executive@sunderland.demo.example"]
