"""The pages on which access ends and posts change hands."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from areas.models import AreaChampion, DepartmentMembership, LocalityLead
from areas.services.people import assign_champion, name_deputy
from cbtracker.accounts.permissions import Role
from tests.factories.neighbourhoods import NeighbourhoodMembershipFactory
from tests.factories.people import person as make
from tests.factories.places import AreaFactory, AuthorityFactory, DepartmentFactory
from tests.integration.accounts.browsing import text_of

pytestmark = pytest.mark.django_db

NOW = datetime(2011, 3, 22, 17, 0, tzinfo=UTC)


def test_ending_access_asks_who_takes_over_and_suggests_the_deputy(client, administrator):
    by, department = make(Role.SECRETARIAT), DepartmentFactory(abbreviation="DfX")
    leaving, deputy = make(Role.CHAMPION, full_name="Lee Leaving"), make(Role.CHAMPION, full_name="Dee Deputy")
    assign_champion(department=department, user=leaving, by=by, now=timezone.now())
    name_deputy(department=department, user=deputy, by=by, now=timezone.now())
    page = reverse("accounts:end_access", kwargs={"pk": leaving.pk})
    shown = text_of(client.get(page))
    assert "Champion of DfX" in shown
    assert f'<option value="{deputy.pk}" selected>' in shown
    field = f"charge-department-{department.pk}"
    refused = text_of(client.post(page, {field: ""}), 422)
    assert "Choose who takes over: Champion of DfX" in refused
    leaving.refresh_from_db()
    assert leaving.is_active
    done = client.post(page, {field: str(deputy.pk), "note": "Call me"}, follow=True)
    assert "The access of Lee Leaving has ended" in text_of(done)
    held = DepartmentMembership.objects.in_force(timezone.localdate()).get(department=department)
    assert held.user == deputy
    assert client.get(page).status_code == 404


def test_somebody_who_may_not_hold_the_post_cannot_be_chosen(client, administrator):
    by, department = make(Role.SECRETARIAT), DepartmentFactory(abbreviation="DfX")
    leaving = make(Role.CHAMPION)
    assign_champion(department=department, user=leaving, by=by, now=timezone.now())
    page = reverse("accounts:end_access", kwargs={"pk": leaving.pk})
    data = {f"charge-department-{department.pk}": str(make(Role.PARTNER).pk)}
    assert "Choose who takes over: Champion of DfX" in text_of(client.post(page, data), 422)
    leaving.refresh_from_db()
    assert leaving.is_active


def test_the_secretariat_assigns_each_post_on_its_page(client, secretariat):
    DepartmentFactory(abbreviation="DfX")
    area, authority = AreaFactory(), AuthorityFactory()
    champion, deputy, lead = make(Role.CHAMPION), make(Role.CHAMPION), make(Role.LOCALITY_LEAD)
    posts = [
        (reverse("accounts:assign_champion", kwargs={"abbreviation": "DfX"}), {"user": champion.pk}),
        (reverse("accounts:name_deputy", kwargs={"abbreviation": "DfX"}), {"user": deputy.pk}),
        (reverse("accounts:assign_area_champion", kwargs={"slug": area.slug}), {"user": champion.pk}),
        (
            reverse("accounts:hand_over_locality", kwargs={"slug": authority.slug}),
            {"user": lead.pk, "note": "Read the June plan"},
        ),
    ]
    for page, data in posts:
        text_of(client.get(page))
        assert "Select person" in text_of(client.post(page, {}), 422)
        assert client.post(page, data)["Location"] == reverse("accounts:posts")
    listed = text_of(client.get(reverse("accounts:posts")))
    for holder in (champion, deputy, lead):
        assert f"{holder}, from" in listed
    assert LocalityLead.objects.get().handover_note == "Read the June plan"
    assert AreaChampion.objects.get().user == champion
    membership = DepartmentMembership.objects.get(part="deputy")
    ended = client.post(reverse("accounts:end_deputy", kwargs={"pk": membership.pk}), follow=True)
    assert f"{deputy} is no longer deputy for DfX" in text_of(ended)


def test_a_champion_cannot_be_named_deputy_and_the_page_says_why(client, secretariat):
    department, champion = DepartmentFactory(abbreviation="DfX"), make(Role.CHAMPION)
    assign_champion(department=department, user=champion, by=secretariat, now=timezone.now())
    page = reverse("accounts:name_deputy", kwargs={"abbreviation": "DfX"})
    assert "is champion of DfX. Assign another champion first" in text_of(client.post(page, {"user": champion.pk}), 422)


def test_a_champion_s_own_membership_is_not_ended_by_the_deputy_s_button(client, secretariat):
    department, champion = DepartmentFactory(), make(Role.CHAMPION)
    membership = assign_champion(department=department, user=champion, by=secretariat, now=timezone.now())
    assert client.post(reverse("accounts:end_deputy", kwargs={"pk": membership.pk})).status_code == 404


def test_the_page_of_posts_costs_the_same_whatever_their_number(client, secretariat, django_assert_max_num_queries):
    for _ in range(20):
        AreaFactory()
        AuthorityFactory()
        DepartmentFactory()
        NeighbourhoodMembershipFactory()
    with django_assert_max_num_queries(10):
        text_of(client.get(reverse("accounts:posts")))
