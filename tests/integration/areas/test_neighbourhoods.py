"""A neighbourhood says what its bounds are, in the words of its authority's officers and of its own community alike."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from areas.access import NotPermitted, can, duties_of
from areas.models import Neighbourhood
from areas.neighbourhoods import members_shown
from areas.services.neighbourhoods import NeighbourhoodWords, add_neighbourhood, change_neighbourhood
from areas.services.people import add_member, end_member, join
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Permission, Role
from cbtracker.accounts.services import end_access, invite
from cbtracker.audit.models import AuditEvent
from cbtracker.outbox.models import OutboxMessage
from cbtracker.outbox.registry import render
from tests.factories.duties import AuthorityMembershipFactory, LocalityLeadFactory
from tests.factories.neighbourhoods import NeighbourhoodFactory, NeighbourhoodMembershipFactory
from tests.factories.people import PASSWORD, person
from tests.factories.places import AuthorityFactory
from tests.integration.areas.posts import LATER, LATER_DAY, NOW, TODAY

pytestmark = pytest.mark.django_db
WORDS = NeighbourhoodWords(name="Northmoor", boundary="From the canal to the railway")


@pytest.fixture
def hood():
    return NeighbourhoodFactory(name="Northmoor", slug="northmoor")


@pytest.fixture
def neighbour(hood):
    return NeighbourhoodMembershipFactory(neighbourhood=hood, user__full_name="Nell Neighbour").user


def change(hood, by, *, expected=1, **words):
    said = NeighbourhoodWords(**{"name": hood.name, "boundary": hood.boundary, **words})
    return change_neighbourhood(neighbourhood=hood, words=said, expected_version=expected, by=by, now=NOW)


def test_officer_lead_secretariat_and_the_community_itself_change_it_and_nobody_else(hood, neighbour, secretariat):
    officer = AuthorityMembershipFactory(authority=hood.authority).user
    lead = LocalityLeadFactory(authority=hood.authority).user
    for version, by in enumerate((neighbour, officer, lead, secretariat), start=1):
        changed = change(hood, by, expected=version, budget_holder=f"Held after {version}")
        assert (changed.version, changed.budget_holder) == (version + 1, f"Held after {version}")
    elsewhere = [NeighbourhoodMembershipFactory().user, AuthorityMembershipFactory().user, LocalityLeadFactory().user]
    others = [*elsewhere, *(person(role) for role in (Role.CHAMPION, Role.PARTNER, Role.ADMINISTRATOR))]
    for by in others:
        with pytest.raises(NotPermitted):
            change(hood, by, expected=5)
    labels = AuditEvent.objects.filter(verb="neighbourhood.changed").values_list("object_label", flat=True)
    assert list(labels) == [f"Neighbourhood of {hood.authority}"] * 4, "administrators read labels"


def test_the_second_of_two_writers_and_wrong_words_change_nothing(hood, neighbour):
    change(hood, neighbour, boundary="To the railway")
    with pytest.raises(StaleVersion) as stale:
        change(hood, neighbour, boundary="To the ring road")
    assert stale.value.current.boundary == "To the railway"
    NeighbourhoodFactory(authority=hood.authority, name="Southmoor")
    for wrong, field in (
        ({"boundary": ""}, "boundary"),
        ({"name": "southMOOR"}, "name"),
        ({"boundary": "x" * 2001}, "boundary"),
        ({"about": "x" * 4001}, "about"),
        ({"budget_holder": "x" * 201}, "budget_holder"),
    ):
        with pytest.raises(ValidationError) as refused:
            change(hood, neighbour, expected=2, **wrong)
        assert list(refused.value.message_dict) == [field]
    hood.refresh_from_db()
    assert (hood.version, hood.boundary, hood.slug) == (2, "To the railway", "northmoor")


def test_neighbourhoods_of_one_name_in_several_authorities_have_addresses_of_their_own(secretariat):
    places = [AuthorityFactory(slug=slug) for slug in ("swindon", "barnet")]
    made = [add_neighbourhood(authority=one, words=WORDS, by=secretariat, now=NOW) for one in places]
    assert [one.slug for one in made] == ["northmoor", "northmoor-barnet"]
    with pytest.raises(ValidationError, match="has a neighbourhood called Northmoor"):
        add_neighbourhood(authority=places[0], words=WORDS, by=secretariat, now=NOW)
    long = NeighbourhoodWords(name="Moor " * 20, boundary="All of it")
    assert len(add_neighbourhood(authority=places[0], words=long, by=secretariat, now=NOW).slug) <= 80
    unnamed = NeighbourhoodWords(name="東区", boundary="All of it")
    slugs = {add_neighbourhood(authority=one, words=unnamed, by=secretariat, now=NOW).slug for one in places}
    assert slugs == {"neighbourhood", "neighbourhood-barnet"}


def test_the_community_adds_no_neighbourhood_and_an_officer_only_to_their_own_authority(hood, neighbour):
    officer = AuthorityMembershipFactory(authority=hood.authority).user
    add_neighbourhood(
        authority=hood.authority, words=NeighbourhoodWords(name="East", boundary="E"), by=officer, now=NOW
    )
    for by, authority in ((neighbour, hood.authority), (officer, AuthorityFactory())):
        with pytest.raises(NotPermitted):
            add_neighbourhood(authority=authority, words=NeighbourhoodWords(name="West", boundary="W"), by=by, now=NOW)
    assert not Neighbourhood.objects.filter(name="West").exists()


def test_who_is_invited_for_a_neighbourhood_has_it_from_the_day_they_accept(secretariat, hood):
    invitation = invite(
        email="new@example.org",
        full_name="New Person",
        role=Role.COMMUNITY,
        duties={"neighbourhoods": [hood.slug]},
        by=secretariat,
        now=NOW,
    )
    letter = render(OutboxMessage.objects.get(kind="invitation"), NOW)
    assert "community member" in letter.text
    for text in (letter.text, letter.html):
        assert "equal partners with the council and Whitehall" in text
    user = join(invitation.token(), full_name="New Person", password=PASSWORD, now=LATER)
    assert duties_of(user, today=LATER_DAY).neighbourhoods == {hood.pk}


def test_a_member_is_told_once_and_has_it_until_the_day_it_ends(secretariat, administrator, hood):
    user = person(Role.COMMUNITY)
    held = add_member(neighbourhood=hood, user=user, by=secretariat, now=NOW)
    assert add_member(neighbourhood=hood, user=user, by=secretariat, now=LATER) == held
    letter = render(OutboxMessage.objects.get(kind="assigned", recipient=user), NOW)
    assert letter.subject == "You are now a member of the community for Northmoor"
    assert duties_of(user, today=TODAY).neighbourhoods == {hood.pk}
    for by in (administrator, user, person(Role.OFFICER)):
        with pytest.raises(NotPermitted):
            end_member(membership=held, by=by, now=LATER)
    end_member(membership=held, by=secretariat, now=LATER)
    assert not duties_of(user, today=LATER_DAY).neighbourhoods
    again = add_member(neighbourhood=hood, user=user, by=secretariat, now=LATER)
    assert again != held
    end_access(user, by=administrator, now=LATER)
    again.refresh_from_db()
    assert again.to_on == LATER_DAY
    verbs = AuditEvent.objects.filter(verb__startswith="neighbourhood.member").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "neighbourhood.member_added",
        "neighbourhood.member_ended",
        "neighbourhood.member_added",
    ]


def test_nobody_of_another_role_is_made_a_member_of_the_community(secretariat, hood):
    with pytest.raises(ValidationError, match="is no community member"):
        add_member(neighbourhood=hood, user=person(Role.PARTNER), by=secretariat, now=NOW)
    with pytest.raises(ValidationError, match="Choose somebody else"):
        add_member(neighbourhood=hood, user=person(Role.PARTNER), by=secretariat, now=NOW)


def test_the_names_of_residents_are_for_those_who_work_with_them_and_whitehall(hood, neighbour, secretariat):
    officer = AuthorityMembershipFactory(authority=hood.authority).user
    for reader in (neighbour, officer, secretariat, person(Role.CHAMPION)):
        assert [str(row.user) for row in members_shown(hood, reader, today=TODAY)] == ["Nell Neighbour"]
    for reader in (person(Role.PARTNER), AuthorityMembershipFactory().user, NeighbourhoodMembershipFactory().user):
        assert members_shown(hood, reader, today=TODAY) is None


def test_an_officers_duties_cost_one_query_as_before_and_a_neighbours_too(hood, neighbour, django_assert_num_queries):
    officer = AuthorityMembershipFactory(authority=hood.authority).user
    for user in (officer, neighbour):
        with django_assert_num_queries(1):
            assert can(user, Permission.EDIT_NEIGHBOURHOOD, on=hood)
