"""Signing in by the page, as people do."""

from __future__ import annotations

from html import unescape

from django.test import Client
from django.urls import reverse

from tests.factories.people import PASSWORD


def sign_in(client: Client, email="amina@example.org", password=PASSWORD, **extra):
    return client.post(reverse("account_login"), {"login": email, "password": password}, **extra)


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("account_change_password")).status_code == 200


def text_of(response, status=200) -> str:
    assert response.status_code == status, response.status_code
    return unescape(response.text)
