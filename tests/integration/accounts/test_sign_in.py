"""Signing in and out, and what is closed to people who may not."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.urls import reverse
from django.utils import timezone

from tests.factories.people import PASSWORD, UserFactory
from tests.integration.accounts.browsing import is_signed_in, sign_in

pytestmark = pytest.mark.django_db


def test_a_person_signs_in_with_email_and_password_in_any_case(client, person):
    assert sign_in(client, "AMINA@example.org").status_code == 302
    assert is_signed_in(client)


def test_a_wrong_password_signs_nobody_in_and_says_what_to_do(client, person):
    response = sign_in(client, password="wrong")
    assert "One of them is not right" in response.text
    assert not is_signed_in(client)


def test_an_unknown_address_gets_the_same_words_as_a_wrong_password(client, person):
    def words(response):
        return re.findall(r"govuk-error-summary__body.*?</div>", response.text, re.S)

    unknown, wrong = sign_in(client, "nobody@example.org"), sign_in(client, password="wrong")
    assert words(unknown) == words(wrong) != []


def test_signing_in_goes_on_to_the_page_that_was_asked_for_but_to_no_other_site(client, person):
    login = reverse("account_login")
    data = {"login": person.email, "password": PASSWORD}
    asked = client.post(login, {**data, "next": reverse("account_change_password")})
    assert asked["Location"] == reverse("account_change_password")
    client.logout()
    elsewhere = client.post(login, {**data, "next": "https://evil.example/"})
    assert elsewhere["Location"] == "/"


def test_signing_out_takes_a_post(client, person):
    client.force_login(person)
    client.get(reverse("account_logout"))
    assert is_signed_in(client)
    client.post(reverse("account_logout"))
    assert not is_signed_in(client)


def test_a_person_whose_access_has_ended_cannot_sign_in_and_is_told_so(client, person):
    person.is_active, person.access_ended_at = False, timezone.now()
    person.save()
    response = sign_in(client)
    assert response["Location"] == reverse("account_inactive")
    assert not is_signed_in(client)
    assert "Your access has ended" in client.get(response["Location"]).text


def test_a_session_ends_when_the_access_does(client, person):
    sign_in(client)
    assert is_signed_in(client)
    person.is_active, person.access_ended_at = False, timezone.now()
    person.save()
    assert not is_signed_in(client)


def test_passwords_are_kept_by_argon2():
    from cbtracker import settings as product

    assert product.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")


def test_a_password_of_the_product_is_hashed_by_argon2(settings, client):
    from cbtracker import settings as product

    settings.PASSWORD_HASHERS = product.PASSWORD_HASHERS
    user = UserFactory(email="strong@example.org", password=PASSWORD)
    assert identify_hasher(user.password).algorithm == "argon2"
    sign_in(client, user.email)
    assert is_signed_in(client)


def test_people_not_signed_in_are_sent_to_sign_in_and_then_on(client, person):
    response = client.get(reverse("account_change_password"))
    assert response["Location"] == f"{reverse('account_login')}?next={reverse('account_change_password')}"
