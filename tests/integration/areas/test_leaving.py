"""Nothing is orphaned when somebody's access ends."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from areas.access import NotPermitted
from areas.models import AuthorityMembership, DepartmentMembership, LocalityLead
from areas.services.people import (
    assign_area_champion,
    assign_champion,
    hand_over_locality,
    name_deputy,
)
from cbtracker.accounts.permissions import Role
from cbtracker.accounts.services import charges_of, end_access
from cbtracker.audit.models import AuditEvent
from tests.factories.people import UserFactory, person
from tests.factories.places import AreaFactory, AuthorityFactory
from tests.integration.areas.posts import LATER, LATER_DAY, NOW, TODAY, champion_on

pytestmark = pytest.mark.django_db


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
