"""Somebody who accepts an invitation is in charge of what it says."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from areas.access import NotPermitted, duties_of
from areas.models import AuthorityMembership
from areas.services.people import (
    assign_champion,
    give_duties,
    join,
)
from cbtracker.accounts.models import Invitation, User
from cbtracker.accounts.permissions import Role
from cbtracker.accounts.services import InvitationClosed, end_access, invite
from tests.factories.people import PASSWORD, person
from tests.factories.places import AuthorityFactory
from tests.integration.areas.posts import LATER, LATER_DAY, NOW, champion_on

pytestmark = pytest.mark.django_db


def invited(by: User, role: str, duties: dict, email="new@example.org") -> Invitation:
    return invite(email=email, full_name="New Person", role=role, duties=duties, by=by, now=NOW)


def test_an_officer_who_accepts_is_of_their_authority(secretariat):
    authority = AuthorityFactory()
    invitation = invited(secretariat, Role.OFFICER, {"authorities": [authority.gss_code]})
    user = join(invitation.token(), full_name="New Person", password=PASSWORD, now=LATER)
    assert user.role == Role.OFFICER
    assert AuthorityMembership.objects.get(user=user).from_on == LATER_DAY
    assert duties_of(user, today=LATER_DAY).authorities == {authority.pk}


def test_a_champion_who_accepts_takes_over_from_the_one_before(secretariat, department):
    before = person(Role.CHAMPION, full_name="Before")
    assign_champion(department=department, user=before, by=secretariat, now=NOW)
    duties = {"departments": [{"abbreviation": "DfX", "part": "champion"}]}
    join(invited(secretariat, Role.CHAMPION, duties).token(), full_name="New Person", password=PASSWORD, now=LATER)
    assert champion_on(department, LATER_DAY) == "New Person"


def test_a_locality_lead_who_accepts_leads_for_every_place_named(administrator):
    places = [AuthorityFactory() for _ in range(3)]
    duties = {"places": [place.gss_code for place in places]}
    invitation = invited(administrator, Role.LOCALITY_LEAD, duties)
    user = join(invitation.token(), full_name="New Person", password=PASSWORD, now=LATER)
    assert duties_of(user, today=LATER_DAY).authorities == {place.pk for place in places}


def test_accepting_is_all_or_nothing(secretariat):
    authority = AuthorityFactory()
    invitation = invited(secretariat, Role.OFFICER, {"authorities": [authority.gss_code]})
    authority.delete()
    with pytest.raises(ValidationError):
        join(invitation.token(), full_name="New Person", password=PASSWORD, now=LATER)
    assert not User.objects.filter(email="new@example.org").exists()
    invitation.refresh_from_db()
    assert invitation.accepted_at is None


def test_an_invitation_holds_when_whoever_sent_it_has_left(administrator, secretariat):
    authority = AuthorityFactory()
    invitation = invited(secretariat, Role.OFFICER, {"authorities": [authority.gss_code]})
    end_access(secretariat, by=administrator, now=NOW)
    user = join(invitation.token(), full_name="New Person", password=PASSWORD, now=LATER)
    assert duties_of(user, today=LATER_DAY).authorities == {authority.pk}


def test_accepting_twice_is_refused(secretariat):
    invitation = invited(secretariat, Role.PARTNER, {})
    join(invitation.token(), full_name="New Person", password=PASSWORD, now=LATER)
    with pytest.raises(InvitationClosed):
        join(invitation.token(), full_name="Somebody Else", password=PASSWORD, now=LATER)


@pytest.mark.parametrize(
    ("role", "duties"),
    [
        (Role.PARTNER, {"authorities": ["E99000000"]}),
        (Role.OFFICER, {}),
        (Role.OFFICER, {"authorities": []}),
        (Role.OFFICER, {"authorities": ["E00000000"]}),
        (Role.OFFICER, {"places": ["E99000000"]}),
        (Role.CHAMPION, {"departments": [{"abbreviation": "DfX", "part": "minister"}]}),
        (Role.CHAMPION, {"departments": [{"abbreviation": "Nowhere", "part": "champion"}]}),
    ],
)
def test_duties_that_do_not_fit_the_role_or_do_not_exist_are_refused(secretariat, department, role, duties):
    from areas.services.people import check_duties

    with pytest.raises(ValidationError):
        check_duties(role, duties)


def test_duties_are_given_only_by_those_who_may_invite(department):
    duties = {"departments": [{"abbreviation": "DfX", "part": "deputy"}]}
    with pytest.raises(NotPermitted):
        give_duties(person(Role.CHAMPION), duties=duties, by=person(Role.CHAMPION), now=NOW)
