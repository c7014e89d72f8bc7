"""Who is put in charge of something is told by one email, if it still holds when the email is sent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from areas.models import AuthorityMembership, LocalityLead
from areas.services.people import (
    assign_area_champion,
    assign_champion,
    give_duties,
    hand_over_locality,
    join,
    name_deputy,
)
from areas.services.people.posts import put_officer
from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Role
from cbtracker.accounts.services import end_access, invite
from cbtracker.outbox.models import OutboxMessage
from cbtracker.outbox.registry import render
from tests.factories.people import PASSWORD, person
from tests.factories.places import AreaFactory, AuthorityFactory
from tests.integration.areas.posts import LATER, NOW

pytestmark = pytest.mark.django_db


def told(user: User, now=NOW):
    """What is sent to `user`; None where it is dropped."""
    return render(OutboxMessage.objects.get(kind="assigned", recipient=user), now)


def is_told(user: User) -> bool:
    return OutboxMessage.objects.filter(kind="assigned", recipient=user).exists()


@pytest.fixture
def champion():
    return person(Role.CHAMPION, full_name="Ann Champion")


@pytest.fixture
def lead():
    return person(Role.LOCALITY_LEAD, full_name="Lee Lead")


def test_a_champion_and_a_deputy_are_told_by_whom_they_were_made_what(department, champion, secretariat):
    deputy = person(Role.CHAMPION)
    assign_champion(department=department, user=champion, by=secretariat, now=NOW)
    name_deputy(department=department, user=deputy, by=secretariat, now=NOW)
    email = told(champion)
    assert email.subject == f"You are now champion of {department.name} (DfX)"
    for text in (email.text, email.html):
        assert "Dear Ann Champion" in text
        assert "Sam Secretary has made you" in text
        assert "http://127.0.0.1:8000/" in text
    assert f"deputy of the champion of {department.name} (DfX)" in told(deputy).text
    assert not email.unsubscribe


def test_a_locality_lead_is_told_what_the_handover_says(lead, secretariat):
    authority = AuthorityFactory()
    hand_over_locality(authority=authority, user=lead, note="Ask for <the> June plan", by=secretariat, now=NOW)
    email = told(lead)
    assert f"locality lead for {authority}" in email.text
    assert "Ask for <the> June plan" in email.text
    assert "Ask for &lt;the&gt; June plan" in email.html


def test_an_officer_and_the_champion_of_an_area_are_told(champion, secretariat):
    officer, authority, area = person(Role.OFFICER), AuthorityFactory(), AreaFactory()
    give_duties(officer, duties={"authorities": [authority.gss_code]}, by=secretariat, now=NOW)
    assign_area_champion(area=area, user=champion, by=secretariat, now=NOW)
    assert f"officer of {authority}" in told(officer).text
    assert f"champion of {area}" in told(champion).text


def test_what_is_assigned_at_once_is_one_email(lead, secretariat):
    places = [AuthorityFactory() for _ in range(3)]
    give_duties(lead, duties={"places": [place.gss_code for place in places]}, by=secretariat, now=NOW)
    email = told(lead)
    assert email.subject == "3 things are now yours to do"
    assert all(f"locality lead for {place}" in email.text for place in places)


def test_what_is_assigned_later_is_another_email(lead, secretariat):
    for now in (NOW, LATER):
        hand_over_locality(authority=AuthorityFactory(), user=lead, by=secretariat, now=now)
    assert OutboxMessage.objects.filter(kind="assigned", recipient=lead).count() == 2


def test_who_holds_it_already_is_not_told_again(department, champion, secretariat):
    for now in (NOW, LATER):
        assign_champion(department=department, user=champion, by=secretariat, now=now)
    assert OutboxMessage.objects.filter(kind="assigned").count() == 1


def test_a_successor_is_told_when_somebodys_access_ends_and_who_leaves_is_not(lead, administrator, secretariat):
    successor, authority = person(Role.LOCALITY_LEAD), AuthorityFactory()
    hand_over_locality(authority=authority, user=lead, by=secretariat, now=NOW)
    OutboxMessage.objects.all().delete()
    successors = {f"authority:{authority.pk}": successor}
    end_access(lead, by=administrator, now=LATER, reassign_to=successors, note="Ask Lee")
    assert "Ask Lee" in told(successor, LATER).text
    assert not is_told(lead)


def test_ones_own_doing_and_what_nobody_did_is_not_told(secretariat):
    area, officer = AreaFactory(), person(Role.OFFICER)
    assign_area_champion(area=area, user=secretariat, by=secretariat, now=NOW)
    put_officer(AuthorityFactory(), officer, by=None, now=NOW)
    assert not is_told(secretariat)
    assert not is_told(officer)


def test_what_was_handed_on_before_the_email_left_is_left_out(lead, secretariat):
    kept, given = AuthorityFactory(), AuthorityFactory()
    duties = {"places": [kept.gss_code, given.gss_code]}
    give_duties(lead, duties=duties, by=secretariat, now=NOW)
    next_one = person(Role.LOCALITY_LEAD)
    hand_over_locality(authority=given, user=next_one, by=secretariat, now=NOW + timedelta(minutes=1))
    assert told(lead).subject == f"You are now locality lead for {kept}"
    assert str(given) not in told(lead).text
    assert f"locality lead for {given}" in told(next_one).text


def test_nothing_is_sent_once_it_holds_no_more_or_the_access_has_ended(lead, secretariat):
    hand_over_locality(authority=AuthorityFactory(), user=lead, by=secretariat, now=NOW)
    assert told(lead) is not None
    type(lead).objects.filter(pk=lead.pk).update(is_active=False, access_ended_at=NOW)
    assert told(lead) is None
    type(lead).objects.filter(pk=lead.pk).update(is_active=True, access_ended_at=None)
    LocalityLead.objects.update(to_on=NOW.date())
    assert told(lead) is None


def test_nothing_is_queued_when_the_change_is_taken_back(lead, secretariat):
    with transaction.atomic():
        hand_over_locality(authority=AuthorityFactory(), user=lead, by=secretariat, now=NOW)
        assert is_told(lead)
        transaction.set_rollback(True)
    assert not is_told(lead)


def test_who_accepts_an_invitation_is_not_told_what_it_is_for(secretariat):
    authority = AuthorityFactory()
    invitation = invite(
        email="new@example.org",
        full_name="New",
        role=Role.OFFICER,
        duties={"authorities": [authority.gss_code]},
        by=secretariat,
        now=NOW,
    )
    user = join(invitation.token(), full_name="New", password=PASSWORD, now=LATER)
    assert AuthorityMembership.objects.filter(user=user, authority=authority).exists()
    assert not is_told(user)
