"""The list of people, and one person."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from areas.services.people import assign_champion
from cbtracker.accounts.permissions import Role
from tests.factories.people import UserFactory
from tests.factories.people import person as make
from tests.factories.places import DepartmentFactory
from tests.integration.accounts.browsing import text_of

pytestmark = pytest.mark.django_db

NOW = datetime(2011, 3, 22, 17, 0, tzinfo=UTC)


def test_people_are_found_by_words_of_name_or_address_role_and_access(client, secretariat):
    make(Role.CHAMPION, full_name="Amina Khan", email="amina@dfx.example")
    make(Role.PARTNER, full_name="Ben Cole", email="khan.office@example.org")
    make(Role.CHAMPION, full_name="Cara Khan", is_active=False, access_ended_at=NOW)
    people = reverse("accounts:people")

    def names(**query):
        text = text_of(client.get(people, query))
        return [name for name in ("Amina Khan", "Ben Cole", "Cara Khan", "Sam Secretary") if f">{name}</a>" in text]

    assert names() == ["Amina Khan", "Ben Cole", "Cara Khan", "Sam Secretary"]
    assert names(q="khan") == ["Amina Khan", "Ben Cole", "Cara Khan"]
    assert names(q="khan amina") == ["Amina Khan"]
    assert names(role="champion", access="yes") == ["Amina Khan"]
    assert names(access="ended") == ["Cara Khan"]
    assert "Nobody matches" in text_of(client.get(people, {"q": "zzz"}))


def test_a_filter_that_is_not_in_the_list_is_named(client, secretariat):
    text = text_of(client.get(reverse("accounts:people"), {"role": "minister"}), 422)
    assert "Select role from the list" in text


def test_the_list_of_people_goes_on_over_pages_and_costs_the_same_whatever_their_number(
    client, secretariat, django_assert_max_num_queries
):
    for n in range(60):
        UserFactory(full_name=f"Person {n:03}")
    with django_assert_max_num_queries(6):
        text = text_of(client.get(reverse("accounts:people")))
    assert "People (61)" in text
    assert text.count('scope="row"') == 25
    assert "?after=" in text


def test_a_person_s_page_tells_what_they_have_and_had(client, secretariat):
    department = DepartmentFactory(abbreviation="DfX")
    first, second = make(Role.CHAMPION, full_name="First"), make(Role.CHAMPION)
    assign_champion(department=department, user=first, by=secretariat, now=NOW)
    assign_champion(department=department, user=second, by=secretariat, now=NOW + timedelta(days=10))
    text = " ".join(text_of(client.get(reverse("accounts:person", kwargs={"pk": first.pk}))).split())
    assert "Champion of DfX, from 22 March 2011 until 1 April 2011" in text
    assert "Nothing at present." in text


def test_only_an_administrator_is_offered_to_end_access_and_never_their_own(client, administrator):
    other = make(Role.PARTNER)
    link = reverse("accounts:end_access", kwargs={"pk": other.pk})
    assert link in text_of(client.get(reverse("accounts:person", kwargs={"pk": other.pk})))
    own = reverse("accounts:person", kwargs={"pk": administrator.pk})
    assert "End the access" not in text_of(client.get(own))
    assert client.get(reverse("accounts:end_access", kwargs={"pk": administrator.pk})).status_code == 404
    client.force_login(make(Role.SECRETARIAT))
    assert link not in text_of(client.get(reverse("accounts:person", kwargs={"pk": other.pk})))
