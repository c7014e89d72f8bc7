"""The pages of a neighbourhood: read by the programme, written by its authority's officers and its own community."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from areas.models import Neighbourhood, NeighbourhoodMembership
from cbtracker.accounts.models import Invitation
from cbtracker.accounts.permissions import Role
from cbtracker.web import conflict
from tests.factories.duties import AuthorityMembershipFactory
from tests.factories.neighbourhoods import NeighbourhoodFactory, NeighbourhoodMembershipFactory
from tests.factories.people import person
from tests.factories.places import AreaMemberFactory, AuthorityFactory
from tests.integration.accounts.browsing import text_of

pytestmark = pytest.mark.django_db
SAID = {"name": "Northmoor", "boundary": "From the canal to the railway", "budget_holder": "", "about": ""}


@pytest.fixture
def hood():
    authority = AuthorityFactory(short_name="Swindon", slug="swindon")
    return NeighbourhoodFactory(name="Northmoor", slug="northmoor", authority=authority)


@pytest.fixture
def neighbour(hood):
    return NeighbourhoodMembershipFactory(neighbourhood=hood, user__full_name="Nell Neighbour").user


def test_a_member_of_the_community_goes_from_home_to_their_neighbourhood_and_changes_it(client, hood, neighbour):
    client.force_login(neighbour)
    home = text_of(client.get("/"))
    assert "Northmoor, Swindon" in home
    assert "/neighbourhoods/northmoor/" in home
    page = text_of(client.get("/neighbourhoods/northmoor/"))
    assert "Not known yet" in page
    assert "Nell Neighbour" in page
    form = text_of(client.get("/neighbourhoods/northmoor/change/"))
    assert "Change Northmoor" in form
    wrong = client.post("/neighbourhoods/northmoor/change/", {**SAID, "boundary": " ", "version": "1"})
    assert "Enter boundary" in text_of(wrong, 422)
    data = {**SAID, "budget_holder": "Northmoor Trust", "version": "1"}
    saved = client.post("/neighbourhoods/northmoor/change/", data, follow=True)
    assert "The neighbourhood is changed" in text_of(saved)
    assert "Northmoor Trust" in text_of(saved)


def test_who_was_second_sees_both_versions_and_keeps_every_word(client, hood, neighbour):
    client.force_login(neighbour)
    address = reverse("areas:change_neighbourhood", args=["northmoor"])
    client.post(address, {**SAID, "boundary": "To the ring road", "version": "1"})
    second = text_of(client.post(address, {**SAID, "boundary": "To the river", "version": "1"}), 409)
    assert "Somebody else changed this neighbourhood" in second
    assert "ring road" in second, "theirs"
    assert "To the river</textarea>" in second, "one's own"
    left = client.post(address, {**SAID, conflict.CHOICE: conflict.KEEP_THEIRS}, follow=True)
    assert "It was left as it is" in text_of(left)
    hood.refresh_from_db()
    assert (hood.version, hood.boundary) == (2, "To the ring road")


def test_an_officer_adds_a_neighbourhood_once_and_finds_it_on_the_authoritys_page(client, hood):
    client.force_login(AuthorityMembershipFactory(authority=hood.authority).user)
    address = reverse("areas:add_neighbourhood", args=["swindon"])
    assert "Add a neighbourhood of Swindon" in text_of(client.get(address))
    sent = {**SAID, "name": "Eastmoor", "once": "a-key"}
    for _ in range(2):
        added = client.post(address, sent, follow=True)
        assert added.redirect_chain[-1][0] == "/neighbourhoods/eastmoor/"
    assert Neighbourhood.objects.filter(name="Eastmoor").count() == 1
    again = text_of(client.post(address, {**SAID, "name": "eastMoor"}), 422)
    assert "Swindon has a neighbourhood called eastMoor. Enter another name" in again
    page = text_of(client.get("/authorities/swindon/"))
    assert "/neighbourhoods/eastmoor/" in page
    assert "/neighbourhoods/northmoor/" in page


def test_others_read_a_neighbourhood_without_its_peoples_names_or_a_way_to_change_it(client, hood, neighbour):
    other = AuthorityMembershipFactory(authority=AreaMemberFactory().authority).user
    for reader in (other, person(Role.PARTNER), NeighbourhoodMembershipFactory().user):
        client.force_login(reader)
        page = text_of(client.get("/neighbourhoods/northmoor/"))
        assert "From the canal" in page
        assert "Nell Neighbour" not in page
        assert "/northmoor/change/" not in page
        assert "/neighbourhoods/add/" not in text_of(client.get("/authorities/swindon/"))


def test_the_secretariat_invites_adds_and_ends_a_member(client, hood):
    client.force_login(person(Role.SECRETARIAT))
    asked = {"full_name": "New Neighbour", "email": "new@example.org", "role": "community"}
    assert "Select a neighbourhood" in text_of(client.post(reverse("accounts:invite"), asked), 422)
    client.post(reverse("accounts:invite"), {**asked, "neighbourhood": "northmoor"})
    assert Invitation.objects.get().duties == {"neighbourhoods": ["northmoor"]}
    user = person(Role.COMMUNITY, full_name="Ned Neighbour")
    added = client.post(reverse("accounts:add_member", args=["northmoor"]), {"user": user.pk}, follow=True)
    assert "Ned Neighbour is a member of the community for Northmoor from today" in text_of(added)
    held = NeighbourhoodMembership.objects.get()
    seen = text_of(client.get(reverse("accounts:person", args=[user.pk])))
    assert "Member of the community for Northmoor, Swindon" in seen
    ended = client.post(reverse("accounts:end_member", args=[held.pk]), follow=True)
    assert "Ned Neighbour is no longer a member of the community for Northmoor" in text_of(ended)
    assert not NeighbourhoodMembership.objects.in_force(timezone.localdate()).exists()


def test_the_place_of_a_neighbourhood_shows_its_community_no_requests_and_no_paper(client, hood, neighbour):
    member = AreaMemberFactory(authority=hood.authority)
    sheet = reverse("papers:place_sheet", args=[member.area.slug])
    for reader, sees in ((neighbour, False), (person(Role.PARTNER), True)):
        client.force_login(reader)
        page = text_of(client.get(reverse("places:place", args=[member.area.slug])))
        assert ('id="requests"' in page) is sees
        assert (sheet in page) is sees
        assert client.get(sheet).status_code == (200 if sees else 404)
        assert client.get(reverse("rollout:nominations")).status_code == (200 if sees else 404)


def test_the_list_of_neighbourhoods_costs_the_same_however_many_there_are(
    client, neighbour, django_assert_max_num_queries
):
    client.force_login(neighbour)
    NeighbourhoodFactory.create_batch(20)
    with django_assert_max_num_queries(5):
        assert "Neighbourhoods (21)" in text_of(client.get("/neighbourhoods/"))
