"""Each role is told what concerns it, and only what it may see when the digest is sent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from areas.models import AuthorityMembership, DepartmentMembership
from cbtracker.accounts.models import User
from cbtracker.digests.services.queueing import queue_digests
from cbtracker.outbox.delivery import deliver_due
from requests_log.models import Audience
from requests_log.services import watch
from tests.integration.digests.digesting import MONDAY, sent_to, tick_and_send
from tests.integration.requests_log.world import accepted, raised, state

pytestmark = pytest.mark.django_db
LAST_WEEK = MONDAY - timedelta(3)
LONG_AGO = MONDAY - timedelta(40)


def test_a_champion_is_told_of_new_requests_with_the_page_on_which_to_say_where_they_stand(world):
    entry = accepted(world, world.dfe, now=LAST_WEEK)
    tick_and_send()
    told = sent_to(world.people["champion"])
    assert "DUE WITHIN 14 DAYS" in told  # on 1 April: what is urgent comes first
    assert entry.issue in told
    assert f"/requests/{entry.reference}/position/" in told
    assert sent_to(world.people["moj_champion"]) == ""


def test_a_champion_is_told_of_what_is_overdue_new_silent_and_changed_by_others_each_once(world, clock):
    overdue = accepted(world, now=LONG_AGO, issue="An overdue request")
    clock.move_to(MONDAY + timedelta(7))  # 1 April has passed
    tick_and_send()
    told = sent_to(world.people["champion"])
    assert "OVERDUE" in told
    assert told.count(overdue.reference + ":") == 1
    assert "Was due on 1 April 2011" in told


def test_what_somebody_did_themselves_is_left_out(world, clock):
    entry = accepted(world, now=LONG_AGO)
    type(entry).objects.update(due_on=None)
    with clock_at(clock, LAST_WEEK):
        state(world, entry, "We have asked our lawyers.", by="champion", department=world.dfe)
    tick_and_send()
    assert sent_to(world.people["champion"]) == ""
    assert "We have asked our lawyers." in sent_to(world.people["locality_lead"])


def test_an_officer_is_told_what_moved_in_the_words_that_areas_may_read(world, clock):
    entry = accepted(world, now=LONG_AGO)
    with clock_at(clock, LAST_WEEK):
        state(world, entry, "The Minister has agreed in principle.")
        state(world, entry, "Not to be told to areas yet.", audience=Audience.WHITEHALL)
    tick_and_send()
    told = sent_to(world.people["officer"])
    assert "The Minister has agreed in principle." in told
    assert "Not to be told" not in told
    assert f"/requests/{entry.reference}/" in told
    assert "/position/" not in told


def test_nothing_that_was_said_to_whitehall_alone_makes_a_digest_for_others(world, clock):
    entry = accepted(world, now=LONG_AGO)
    watch(entry, by=world.person("partner"))
    with clock_at(clock, LAST_WEEK):
        state(world, entry, "Between ourselves.", audience=Audience.WHITEHALL)
    tick_and_send()
    assert sent_to(world.people["officer"]) == sent_to(world.people["partner"]) == ""
    assert "Between ourselves." in sent_to(world.people["locality_lead"])


def test_a_partner_is_told_of_requests_that_they_watch(world, clock):
    watched, other = accepted(world, now=LONG_AGO), accepted(world, now=LONG_AGO, issue="Another request")
    watch(watched, by=world.person("partner"))
    with clock_at(clock, LAST_WEEK):
        for entry in (watched, other):
            state(world, entry, "The Minister has agreed.")
    tick_and_send()
    told = sent_to(world.people["partner"])
    assert watched.reference in told
    assert other.reference not in told


def test_the_secretariat_is_told_what_waits_for_triage(world):
    entry = raised(world, now=LAST_WEEK)
    tick_and_send()
    told = sent_to(world.people["secretariat"])
    assert "TO TRIAGE" in told
    assert f"/requests/{entry.reference}/triage/" in told


def test_a_locality_lead_is_told_of_new_requests_of_their_places_only(world):
    own = raised(world, now=LAST_WEEK)
    other = raised(world, area=world.barnet, issue="Of another place", now=LAST_WEEK)
    tick_and_send()
    told = sent_to(world.people["locality_lead"])
    assert "NEW REQUESTS" in told
    assert own.reference in told
    assert other.reference not in told


def test_an_administrator_gets_no_digest(world):
    raised(world, now=LAST_WEEK)
    tick_and_send()
    assert sent_to(world.people["administrator"]) == ""
    assert mail.outbox


def test_a_digest_with_nothing_to_say_is_not_sent(world):
    tick_and_send()
    assert mail.outbox == []


def test_access_taken_away_between_queueing_and_sending_takes_the_request_out(world, clock):
    entry = accepted(world, now=LONG_AGO)
    watch(entry, by=world.person("officer"))
    with clock_at(clock, LAST_WEEK):
        state(world, entry, "The Minister has agreed.")
    queue_digests(now=timezone.now())
    AuthorityMembership.objects.filter(user=world.people["officer"]).update(to_on=date(2011, 3, 28))
    deliver_due(now=timezone.now())
    assert sent_to(world.people["officer"]) == ""
    assert entry.reference in sent_to(world.people["locality_lead"])


def test_who_came_back_in_another_role_before_the_digest_left_is_told_what_that_role_may_know(world, clock):
    entry = accepted(world, world.dfe, now=LONG_AGO)
    with clock_at(clock, LAST_WEEK):
        state(world, entry, "The Minister has agreed in principle.")
        state(world, entry, "Not to be told to areas yet.", audience=Audience.WHITEHALL)
        watch(entry, by=world.person("locality_lead"))
    queue_digests(now=MONDAY)
    User.objects.filter(pk=world.people["locality_lead"].pk).update(role="partner")
    deliver_due(now=MONDAY)
    told = sent_to(world.people["locality_lead"])
    assert "REQUESTS THAT YOU WATCH" in told
    assert "The Minister has agreed in principle." in told
    assert "Not to be told" not in told


def test_who_kept_the_role_is_told_all_of_it(world, clock):
    """The negative control of the test before."""
    entry = accepted(world, world.dfe, now=LONG_AGO)
    with clock_at(clock, LAST_WEEK):
        state(world, entry, "Not to be told to areas yet.", audience=Audience.WHITEHALL)
    tick_and_send()
    assert "Not to be told" in sent_to(world.people["locality_lead"])


def test_a_deputy_and_a_successor_are_told_and_a_predecessor_is_not(world):
    entry = accepted(world, world.dfe, now=LAST_WEEK)
    DepartmentMembership.objects.filter(user=world.people["champion"]).update(to_on=date(2011, 3, 28))
    DepartmentMembership.objects.create(
        user=world.people["moj_champion"], department=world.dfe, from_on=date(2011, 3, 28)
    )
    tick_and_send()
    assert sent_to(world.people["champion"]) == ""
    assert entry.reference in sent_to(world.people["moj_champion"])


def test_who_may_no_longer_sign_in_gets_nothing(world):
    accepted(world, world.dfe, now=LAST_WEEK)
    User.objects.filter(role="champion").update(is_active=False, access_ended_at=MONDAY)
    tick_and_send()
    assert sent_to(world.people["champion"]) == ""


def clock_at(clock, moment):
    """The clock at another moment for a while."""
    from contextlib import contextmanager

    @contextmanager
    def moved():
        clock.move_to(moment)
        try:
            yield
        finally:
            clock.move_to(MONDAY)

    return moved()
