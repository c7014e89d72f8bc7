"""Who is in charge of what: one holder at a time, from a day until another."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from areas.access import NotPermitted, duties_of
from areas.models import AreaChampion, DepartmentMembership
from areas.services.people import (
    assign_area_champion,
    assign_champion,
    end_deputy,
    hand_over_locality,
    name_deputy,
)
from cbtracker.accounts.permissions import Role
from cbtracker.audit.models import AuditEvent
from tests.factories.people import person
from tests.factories.places import AreaFactory, AuthorityFactory
from tests.integration.areas.posts import LATER, LATER_DAY, NOW, TODAY, champion_on

pytestmark = pytest.mark.django_db


def test_the_next_champion_takes_over_on_the_day_and_the_history_stays(department, secretariat):
    first, second = person(Role.CHAMPION, full_name="First"), person(Role.CHAMPION, full_name="Second")
    assign_champion(department=department, user=first, by=secretariat, now=NOW)
    assign_champion(department=department, user=second, by=secretariat, now=LATER)
    assert champion_on(department, TODAY) == "First"
    assert champion_on(department, date(2011, 3, 31)) == "First"
    assert champion_on(department, LATER_DAY) == "Second"


def test_assigning_the_champion_again_changes_nothing(department, secretariat):
    first = person(Role.CHAMPION)
    one = assign_champion(department=department, user=first, by=secretariat, now=NOW)
    assert assign_champion(department=department, user=first, by=secretariat, now=LATER) == one
    assert AuditEvent.objects.filter(verb="department.champion_assigned").count() == 1


def test_two_changes_on_one_day_leave_one_champion(department, secretariat):
    for name in ("First", "Second", "Third"):
        user = person(Role.CHAMPION, full_name=name)
        assign_champion(department=department, user=user, by=secretariat, now=NOW)
    assert champion_on(department, TODAY) == "Third"


def test_a_deputy_who_becomes_champion_is_no_longer_deputy(department, secretariat):
    deputy = person(Role.CHAMPION)
    name_deputy(department=department, user=deputy, by=secretariat, now=NOW)
    assign_champion(department=department, user=deputy, by=secretariat, now=LATER)
    held = DepartmentMembership.objects.in_force(LATER_DAY).filter(user=deputy)
    assert [row.part for row in held] == ["champion"]


def test_a_champion_is_not_deputy_to_themselves(department, secretariat):
    champion = person(Role.CHAMPION)
    assign_champion(department=department, user=champion, by=secretariat, now=NOW)
    with pytest.raises(ValidationError, match="is champion of DfX"):
        name_deputy(department=department, user=champion, by=secretariat, now=NOW)


def test_ending_a_deputy_takes_their_duties_and_leaves_the_champion(department, secretariat):
    champion, deputy = person(Role.CHAMPION), person(Role.CHAMPION)
    top = assign_champion(department=department, user=champion, by=secretariat, now=NOW)
    membership = name_deputy(department=department, user=deputy, by=secretariat, now=NOW)
    assert duties_of(deputy, today=TODAY).departments == {department.pk}
    end_deputy(membership=membership, by=secretariat, now=NOW)
    end_deputy(membership=top, by=secretariat, now=NOW)
    assert duties_of(deputy, today=TODAY).departments == frozenset()
    assert duties_of(champion, today=TODAY).departments == {department.pk}


def test_only_somebody_of_the_role_is_assigned(department, secretariat):
    with pytest.raises(ValidationError, match="is no champion"):
        assign_champion(department=department, user=person(Role.PARTNER), by=secretariat, now=NOW)
    with pytest.raises(ValidationError, match="is no locality lead"):
        hand_over_locality(authority=AuthorityFactory(), user=person(Role.OFFICER), by=secretariat, now=NOW)
    with pytest.raises(ValidationError, match="Choose somebody else"):
        assign_area_champion(area=AreaFactory(), user=person(Role.OFFICER), by=secretariat, now=NOW)
    gone = person(Role.CHAMPION, is_active=False, access_ended_at=NOW)
    with pytest.raises(ValidationError, match="has ended"):
        assign_champion(department=department, user=gone, by=secretariat, now=NOW)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SECRETARIAT])
def test_only_the_secretariat_assigns(role, department):
    by = person(role)
    with pytest.raises(NotPermitted):
        assign_champion(department=department, user=person(Role.CHAMPION), by=by, now=NOW)
    with pytest.raises(NotPermitted):
        name_deputy(department=department, user=person(Role.CHAMPION), by=by, now=NOW)
    with pytest.raises(NotPermitted):
        assign_area_champion(area=AreaFactory(), user=person(Role.CHAMPION), by=by, now=NOW)
    with pytest.raises(NotPermitted):
        hand_over_locality(authority=AuthorityFactory(), user=person(Role.LOCALITY_LEAD), by=by, now=NOW)
    assert not DepartmentMembership.objects.exists()


def test_a_locality_is_handed_over_with_a_note_and_the_old_lead_no_longer_leads(secretariat):
    authority = AuthorityFactory()
    old, new = person(Role.LOCALITY_LEAD), person(Role.LOCALITY_LEAD)
    hand_over_locality(authority=authority, user=old, by=secretariat, now=NOW)
    lead = hand_over_locality(authority=authority, user=new, note="Ask for the June plan", by=secretariat, now=LATER)
    assert (lead.from_on, lead.handover_note) == (LATER_DAY, "Ask for the June plan")
    assert duties_of(new, today=LATER_DAY).authorities == {authority.pk}
    assert duties_of(old, today=LATER_DAY).authorities == frozenset()
    event = AuditEvent.objects.get(verb="authority.lead_assigned", object_id=str(lead.pk))
    assert event.data["before"] == [str(old)]


def test_an_area_has_one_champion_at_a_time(secretariat):
    area = AreaFactory()
    for user in (person(Role.CHAMPION), person(Role.SECRETARIAT)):
        assign_area_champion(area=area, user=user, by=secretariat, now=NOW)
    assert [row.user for row in AreaChampion.objects.in_force(TODAY)] == [user]
