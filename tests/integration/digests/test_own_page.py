"""One's own digest on a page: what the next one would say, when it comes, and how often."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from areas.models import AuthorityMembership
from cbtracker.audit.models import AuditEvent
from cbtracker.digests.models import Digest, DigestPreference, QuietPeriod
from cbtracker.digests.upcoming import frequency_of
from cbtracker.outbox.delivery import deliver_due
from cbtracker.outbox.models import OutboxMessage
from requests_log.models import Audience
from tests.integration.digests.digesting import MONDAY, WEEK, digest_of, sent_to, tick_and_send
from tests.integration.requests_log.world import accepted, state

pytestmark = pytest.mark.django_db
OWN = "/digest/"


def test_the_page_says_what_the_email_then_says(world, browser_of, clock):
    entry = accepted(world, world.dfe, now=MONDAY)
    tick_and_send()
    clock.move_to(MONDAY + WEEK - timedelta(hours=1))
    previewed = browser_of("champion").get(OWN).text
    mail.outbox.clear()
    clock.move_to(MONDAY + WEEK)
    tick_and_send()
    told = sent_to(world.people["champion"])
    for text in (f"/requests/{entry.reference}/position/", entry.issue):
        assert text in previewed
        assert text in told
    heading = re.search(r'<h3 class="govuk-heading-s">([^<]+)', previewed).group(1)
    assert heading.upper() in told


def test_the_page_shows_nothing_that_the_person_may_not_see(world, browser_of):
    entry = accepted(world, now=MONDAY - WEEK * 5)
    state(world, entry, "Between ourselves.", audience=Audience.WHITEHALL)
    assert "There is nothing to say at the moment" in browser_of("officer").get(OWN).text
    state(world, entry, "The Minister has agreed.")
    told = browser_of("officer").get(OWN).text
    assert "The Minister has agreed." in told
    assert "Between ourselves." not in told
    AuthorityMembership.objects.filter(user=world.people["officer"]).update(to_on=MONDAY.date())
    assert "The Minister has agreed." not in browser_of("officer").get(OWN).text


def test_looking_at_it_makes_no_digest(world, browser_of):
    accepted(world, world.dfe, now=MONDAY)
    browser_of("champion").get(OWN)
    assert not Digest.objects.exists()
    assert not OutboxMessage.objects.filter(kind="status_digest").exists()


def test_what_is_due_now_is_said_to_leave_soon_and_afterwards_the_next_day_is_named(world, browser_of):
    assert "due now" in browser_of("champion").get(OWN).text
    tick_and_send()
    told = browser_of("champion").get(OWN).text
    assert "due now" not in told
    assert "Monday 4 April 2011" in told


def test_how_often_it_comes_is_changed_on_the_page(world, browser_of):
    client = browser_of("partner")
    assert client.post(OWN, {"frequency": "fortnightly"}, follow=True).status_code == 200
    assert frequency_of(world.people["partner"]) == "fortnightly"
    assert "every other Monday" in client.get(OWN).text
    assert client.post(OWN, {"frequency": "hourly"}).status_code == 422
    assert frequency_of(world.people["partner"]) == "fortnightly"


def test_who_wants_none_is_shown_no_preview_and_how_to_start_again(world, browser_of):
    accepted(world, world.dfe, now=MONDAY)
    client = browser_of("champion")
    client.post(OWN, {"frequency": "never"})
    told = client.get(OWN).text
    assert "no digest" in told
    assert "What the next one would say" not in told
    assert 'value="weekly"' in told


def test_quiet_periods_that_lie_ahead_are_named(world, browser_of):
    for name, days in (("Past recess", -20), ("Easter recess", 20)):
        day = (MONDAY + WEEK * days / 7).date()
        QuietPeriod.objects.create(name=name, kind="recess", from_on=day, until_on=day, added_at=MONDAY)
    told = browser_of("officer").get(OWN).text
    assert "Easter recess" in told
    assert "Past recess" not in told


def test_the_link_to_it_stands_on_every_page_of_those_who_get_digests(world, browser_of):
    assert f'href="{OWN}">Your digest</a>' in browser_of("officer").get("/").text
    administrator = browser_of("administrator")
    assert "Your digest" not in administrator.get("/").text
    assert administrator.get(OWN).status_code == 404


class TestSendingItAtOnce:
    """In the demonstration."""

    @pytest.fixture(autouse=True)
    def demonstration(self, settings):
        settings.DEMONSTRATION = True

    def send(self, client):
        return client.post(reverse("digests:send_now"), follow=True).text

    def test_it_arrives_and_the_next_one_tells_of_what_comes_after(self, world, browser_of, clock):
        entry = accepted(world, world.dfe, now=MONDAY)
        clock.move_to(MONDAY + WEEK / 7)
        champion = world.people["champion"]
        DigestPreference.objects.create(user=champion, frequency="weekly", changed_at=MONDAY - WEEK)
        tick_and_send()
        mail.outbox.clear()
        clock.shift(60)
        assert "on its way" in self.send(browser_of("champion"))
        deliver_due(now=MONDAY + WEEK)
        assert entry.reference in sent_to(champion)
        made = digest_of(champion)
        assert made.since == Digest.objects.filter(user=champion).earliest("period").until
        assert made.period == made.until
        assert AuditEvent.objects.filter(verb="digest.asked_for", object_id=str(made.pk)).exists()

    def test_one_that_waits_is_taken_back(self, world, browser_of, clock):
        accepted(world, world.dfe, now=MONDAY)
        client = browser_of("champion")
        self.send(client)
        clock.shift(60)
        self.send(client)
        assert list(Digest.objects.order_by("period").values_list("outcome", flat=True)) == ["replaced", "queued"]
        deliver_due(now=MONDAY + WEEK)
        assert sent_to(world.people["champion"])

    def test_one_that_is_being_sent_is_waited_for(self, world, browser_of, clock):
        accepted(world, world.dfe, now=MONDAY)
        client = browser_of("champion")
        self.send(client)
        OutboxMessage.objects.update(state="sending", claimed_at=MONDAY)
        clock.shift(60)
        assert "just being sent" in self.send(client)
        assert Digest.objects.count() == 1

    def test_an_empty_one_is_not_sent(self, world, browser_of):
        assert "no digest was sent" in self.send(browser_of("champion"))
        assert not Digest.objects.exists()

    def test_who_wants_none_is_asked_to_choose_first(self, world, browser_of):
        accepted(world, world.dfe, now=MONDAY)
        client = browser_of("champion")
        client.post(OWN, {"frequency": "never"})
        assert "Choose how often you want it first" in self.send(client)
        assert not Digest.objects.exists()

    def test_fetching_its_address_sends_nothing(self, world, browser_of):
        accepted(world, world.dfe, now=MONDAY)
        assert browser_of("champion").get(reverse("digests:send_now")).status_code == 404
        assert not Digest.objects.exists()

    def test_elsewhere_there_is_no_such_thing(self, world, browser_of, settings):
        settings.DEMONSTRATION = False
        accepted(world, world.dfe, now=MONDAY)
        client = browser_of("champion")
        assert "Send it to me now" not in client.get(OWN).text
        assert client.post(reverse("digests:send_now")).status_code == 404
        assert not Digest.objects.exists()
