"""The demonstration: one button per role, and nothing of it elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from cbtracker.accounts.permissions import Role
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_demonstration_users_sign_in_by_a_button(client, settings):
    settings.DEMONSTRATION = True
    for role in Role:
        UserFactory(email=f"{role.value}@demo.example", role=role)
    page = client.get(reverse("account_login")).text
    for role in Role:
        assert f'value="{role.value}"' in page
        response = client.post(reverse("accounts:demo_sign_in"), {"role": role.value})
        assert response["Location"] == "/"
        assert client.session["_auth_user_id"]
        client.post(reverse("account_logout"))


def test_without_demonstration_mode_there_is_no_such_button_and_no_such_page(client, settings):
    settings.DEMONSTRATION = False
    UserFactory(email="secretariat@demo.example")
    response = client.post(reverse("accounts:demo_sign_in"), {"role": "secretariat"})
    assert response.status_code == 404
    assert "_auth_user_id" not in client.session
    assert reverse("accounts:demo_sign_in") not in client.get(reverse("account_login")).text


def test_the_demonstration_page_takes_no_other_role_and_no_get(client, settings):
    settings.DEMONSTRATION = True
    UserFactory(email="minister@demo.example")
    assert client.post(reverse("accounts:demo_sign_in"), {"role": "minister"}).status_code == 404
    assert client.get(reverse("accounts:demo_sign_in")).status_code == 404


def test_a_demonstration_user_whose_access_has_ended_cannot_sign_in(client, settings):
    settings.DEMONSTRATION = True
    UserFactory(
        email="partner@demo.example",
        role=Role.PARTNER,
        is_active=False,
        access_ended_at=datetime(2011, 4, 1, tzinfo=UTC),
    )
    assert client.post(reverse("accounts:demo_sign_in"), {"role": "partner"}).status_code == 404
