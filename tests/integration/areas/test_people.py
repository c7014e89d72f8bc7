"""Who is in charge of what: assigned, handed over, and never orphaned when somebody leaves."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from areas.access import NotPermitted, duties_of
from areas.models import AreaChampion, AuthorityMembership, DepartmentMembership, LocalityLead
from areas.services.people import (
    assign_area_champion,
    assign_champion,
    end_deputy,
    give_duties,
    hand_over_locality,
    join,
    name_deputy,
)
from cbtracker.accounts.models import Invitation, User
from cbtracker.accounts.permissions import Role
from cbtracker.accounts.services import InvitationClosed, charges_of, end_access, invite
from cbtracker.audit.models import AuditEvent
from tests.factories.people import PASSWORD, UserFactory, person
from tests.factories.places import AreaFactory, AuthorityFactory, DepartmentFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2011, 3, 22, 17, 0, tzinfo=UTC)
TODAY = date(2011, 3, 22)
LATER = datetime(2011, 4, 1, 9, 0, tzinfo=UTC)
LATER_DAY = date(2011, 4, 1)


@pytest.fixture
def secretariat():
    return person(Role.SECRETARIAT, full_name="Sam Secretary")


@pytest.fixture
def administrator():
    return person(Role.ADMINISTRATOR, full_name="Ada Admin")


@pytest.fixture
def department():
    return DepartmentFactory(abbreviation="DfX")


def champion_on(department, day: date) -> str:
    rows = DepartmentMembership.objects.in_force(day).filter(department=department, part="champion")
    return " and ".join(str(row.user) for row in rows)


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


def keys(user) -> set[str]:
    return {charge.key for charge in charges_of(user, now=NOW)}


def test_a_champion_leaves_and_the_named_deputy_takes_over(department, secretariat, administrator):
    champion, deputy = person(Role.CHAMPION, full_name="Leaving"), person(Role.CHAMPION, full_name="Deputy")
    assign_champion(department=department, user=champion, by=secretariat, now=NOW)
    name_deputy(department=department, user=deputy, by=secretariat, now=NOW)
    end_access(champion, by=administrator, now=LATER)
    assert champion_on(department, LATER_DAY) == "Deputy"
    assert not DepartmentMembership.objects.in_force(LATER_DAY).filter(user=champion).exists()


def test_another_person_may_be_chosen_over_the_deputy(department, secretariat, administrator):
    champion, deputy = person(Role.CHAMPION), person(Role.CHAMPION)
    chosen = person(Role.CHAMPION, full_name="Chosen")
    assign_champion(department=department, user=champion, by=secretariat, now=NOW)
    name_deputy(department=department, user=deputy, by=secretariat, now=NOW)
    end_access(champion, by=administrator, now=LATER, reassign_to={f"department:{department.pk}": chosen})
    assert champion_on(department, LATER_DAY) == "Chosen"


def test_access_does_not_end_while_something_has_no_successor(department, secretariat, administrator):
    champion = person(Role.CHAMPION)
    area = AreaFactory(name="Hull")
    assign_champion(department=department, user=champion, by=secretariat, now=NOW)
    assign_area_champion(area=area, user=champion, by=secretariat, now=NOW)
    person(Role.CHAMPION)
    with pytest.raises(ValidationError) as refused:
        end_access(champion, by=administrator, now=LATER)
    assert refused.value.messages == [
        "Choose who takes over: Champion of DfX",
        "Choose who takes over: Champion of Hull",
    ]
    champion.refresh_from_db()
    assert champion.is_active
    assert str(champion) == champion_on(department, LATER_DAY)


def test_a_successor_must_be_somebody_who_may_hold_the_post(department, secretariat, administrator):
    champion = person(Role.CHAMPION)
    assign_champion(department=department, user=champion, by=secretariat, now=NOW)
    gone = person(Role.CHAMPION, is_active=False, access_ended_at=NOW)
    for wrong in (person(Role.PARTNER), champion, gone):
        with pytest.raises(ValidationError, match="Choose who takes over"):
            end_access(champion, by=administrator, now=LATER, reassign_to={f"department:{department.pk}": wrong})


def test_a_deputy_whose_own_access_has_ended_is_not_suggested(department, secretariat, administrator):
    champion, deputy = person(Role.CHAMPION), person(Role.CHAMPION)
    assign_champion(department=department, user=champion, by=secretariat, now=NOW)
    name_deputy(department=department, user=deputy, by=secretariat, now=NOW)
    end_access(deputy, by=administrator, now=NOW)
    assert [charge.suggested for charge in charges_of(champion, now=LATER)] == [None]


def test_every_place_of_a_locality_lead_goes_to_a_chosen_person_with_the_note(secretariat, administrator):
    leaving, one, two = (person(Role.LOCALITY_LEAD) for _ in range(3))
    first, second = AuthorityFactory(), AuthorityFactory()
    for authority in (first, second):
        hand_over_locality(authority=authority, user=leaving, by=secretariat, now=NOW)
    assert keys(leaving) == {f"authority:{first.pk}", f"authority:{second.pk}"}
    chosen = {f"authority:{first.pk}": one, f"authority:{second.pk}": two}
    end_access(leaving, by=administrator, now=LATER, reassign_to=chosen, note="Both plans are late")
    leads = LocalityLead.objects.in_force(LATER_DAY)
    assert {(lead.authority, lead.user, lead.handover_note) for lead in leads} == {
        (first, one, "Both plans are late"),
        (second, two, "Both plans are late"),
    }


def test_an_officer_leaves_without_a_successor_and_is_of_no_authority_any_more(administrator):
    officer = person(Role.OFFICER)
    AuthorityMembership.objects.create(user=officer, authority=AuthorityFactory(), from_on=TODAY)
    assert keys(officer) == set()
    end_access(officer, by=administrator, now=LATER)
    assert not AuthorityMembership.objects.in_force(LATER_DAY).exists()


def test_what_begins_later_is_handed_over_too(department, secretariat, administrator):
    champion, deputy = person(Role.CHAMPION), person(Role.CHAMPION, full_name="Deputy")
    DepartmentMembership.objects.create(user=champion, department=department, part="champion", from_on=LATER_DAY)
    name_deputy(department=department, user=deputy, by=secretariat, now=NOW)
    end_access(champion, by=administrator, now=NOW)
    assert champion_on(department, LATER_DAY) == "Deputy"


def test_the_end_of_access_is_on_the_record_with_who_took_over(department, secretariat, administrator):
    champion, deputy = person(Role.CHAMPION), person(Role.CHAMPION)
    assign_champion(department=department, user=champion, by=secretariat, now=NOW)
    name_deputy(department=department, user=deputy, by=secretariat, now=NOW)
    end_access(champion, by=administrator, now=LATER, note="Ask me by phone")
    event = AuditEvent.objects.get(verb="access.ended")
    assert event.data == {"given_to": {"Champion of DfX": str(deputy)}, "note": "Ask me by phone"}
    assert event.actor_id == administrator.pk


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_the_administrator_ends_access(role):
    somebody = UserFactory(role=Role.PARTNER)
    with pytest.raises(NotPermitted):
        end_access(somebody, by=person(role), now=NOW)
    somebody.refresh_from_db()
    assert somebody.is_active


def test_nobody_ends_their_own_access_or_one_that_has_ended(administrator):
    with pytest.raises(ValidationError, match="your own access"):
        end_access(administrator, by=administrator, now=NOW)
    gone = person(Role.PARTNER, is_active=False, access_ended_at=NOW)
    with pytest.raises(ValidationError, match="has ended already"):
        end_access(gone, by=administrator, now=NOW)


def test_a_handover_that_fails_leaves_everything_as_it_was(department, secretariat, administrator, monkeypatch):
    from areas.services.people import PlacesHandover

    champion, deputy = person(Role.CHAMPION), person(Role.CHAMPION)
    assign_champion(department=department, user=champion, by=secretariat, now=NOW)
    name_deputy(department=department, user=deputy, by=secretariat, now=NOW)
    original = PlacesHandover.hand_over

    def half(self, *args, **kwargs):
        original(self, *args, **kwargs)
        raise RuntimeError("the next app failed")

    monkeypatch.setattr(PlacesHandover, "hand_over", half)
    with pytest.raises(RuntimeError):
        end_access(champion, by=administrator, now=LATER)
    champion.refresh_from_db()
    assert champion.is_active
    assert champion_on(department, LATER_DAY) == str(champion)
