"""django-allauth's pages: those that are there are ours, the others are not there."""

from __future__ import annotations

import pytest
from django.template import engines
from django.urls import reverse

from tests.conventions.matrix.routes import every_route

pytestmark = pytest.mark.django_db


def test_nobody_signs_up_or_reaches_a_page_of_allauth_that_is_not_listed(client, person):
    client.force_login(person)
    for page in ("signup/", "email/", "confirm-email/", "login/code/", "password/reset/confirm/", "3rdparty/", ""):
        assert client.get(f"/account/{page}").status_code == 404, page


PAGES_OF_ALLAUTH = {
    "account_login": ({}, False),
    "account_logout": ({}, True),
    "account_inactive": ({}, False),
    "account_reauthenticate": ({}, True),
    "account_change_password": ({}, True),
    "account_set_password": ({}, True),
    "account_reset_password": ({}, False),
    "account_reset_password_done": ({}, False),
    "account_reset_password_from_key": ({"uidb36": "1", "key": "not-a-key"}, False),
    "account_reset_password_from_key_done": ({}, False),
}


def test_every_page_of_allauth_is_known_to_the_test_below():
    below = {route.name for route in every_route() if route.path.startswith("/account/")}
    of_allauth = {name for name in below if not name.startswith("tokens:")}
    assert of_allauth == set(PAGES_OF_ALLAUTH)


@pytest.mark.parametrize("name", PAGES_OF_ALLAUTH)
def test_every_page_of_allauth_is_drawn_from_our_template(client, person, name, monkeypatch):
    drawn: list[str] = []
    backend = engines["jinja"]
    original = backend.get_template

    def noted(template_name):
        template = original(template_name)
        drawn.append(template_name)
        return template

    monkeypatch.setattr(backend, "get_template", noted)
    monkeypatch.setattr(engines["django"], "get_template", lambda name: pytest.fail(f"{name} is not ours"))
    kwargs, signed_in = PAGES_OF_ALLAUTH[name]
    if name == "account_set_password":
        person.set_unusable_password()
        person.save()
    if signed_in:
        client.force_login(person)
    response = client.get(reverse(name, kwargs=kwargs))
    assert response.status_code == 200
    assert [template for template in drawn if template.startswith("account/")]
    assert "cbtracker</title>" in response.text


def test_too_many_requests_get_our_page(client, person):
    for _ in range(5):
        client.post(reverse("account_reset_password"), {"email": person.email})
    response = client.post(reverse("account_reset_password"), {"email": person.email})
    assert response.status_code == 429
    assert "Wait before you try again" in response.text
    assert "cbtracker</title>" in response.text
