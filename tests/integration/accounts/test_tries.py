"""Tries to sign in are limited by account and by the address of the client, which nobody can make up."""

from __future__ import annotations

import pytest
from django.conf import settings as active
from django.test import Client

from tests.integration.accounts.browsing import is_signed_in, sign_in

pytestmark = pytest.mark.django_db


def test_five_wrong_tries_close_an_account_for_a_while_whatever_host_they_name(client, person, settings):
    settings.ALLOWED_HOSTS = ["example.gov.uk"]
    for port in range(5):
        sign_in(
            client, password="wrong", headers={"host": f"example.gov.uk:{9000 + port}"}, REMOTE_ADDR=f"10.1.0.{port}"
        )
    response = sign_in(client, headers={"host": "example.gov.uk"}, REMOTE_ADDR="10.1.0.99")
    assert "Wait 5 minutes" in response.text
    assert not is_signed_in(client)


def test_four_wrong_tries_do_not_close_an_account(client, person):
    for _ in range(4):
        sign_in(client, password="wrong")
    assert sign_in(client).status_code == 302


def test_tries_are_counted_where_every_process_counts_them():
    assert active.CACHES["default"]["BACKEND"].endswith("DatabaseCache")


def many_wrong_tries(headers_of) -> list[bool]:
    """Ten wrong tries and then one more, each for another account; says of each whether it was let through."""
    let_through = []
    for n in range(12):
        response = sign_in(Client(), f"person{n}@example.org", "wrong", **headers_of(n))
        let_through.append(response.status_code == 200 and "Wait 5 minutes" not in response.text)
    return let_through


def test_behind_one_proxy_a_made_up_forwarded_address_does_not_escape_the_limit(settings, person):
    settings.PROXY_COUNT = 1

    def spoofed(n):
        return {"headers": {"x-forwarded-for": f"203.0.113.{n}, 198.51.100.7"}, "REMOTE_ADDR": "10.0.0.1"}

    assert many_wrong_tries(spoofed) == [True] * 10 + [False] * 2


def test_behind_one_proxy_different_people_are_counted_apart(settings, person):
    """The negative control: what our own proxy wrote does count, so that one person does not lock out all."""
    settings.PROXY_COUNT = 1

    def honest(n):
        return {"headers": {"x-forwarded-for": f"198.51.100.{n}"}, "REMOTE_ADDR": "10.0.0.1"}

    assert many_wrong_tries(honest) == [True] * 12


def test_without_a_proxy_nothing_forwarded_counts(settings, person):
    settings.PROXY_COUNT = 0

    def spoofed(n):
        return {"headers": {"x-forwarded-for": f"203.0.113.{n}"}, "REMOTE_ADDR": "10.0.0.1"}

    assert many_wrong_tries(spoofed) == [True] * 10 + [False] * 2


@pytest.mark.parametrize(
    ("count", "forwarded", "expected"),
    [
        (0, "203.0.113.9", "10.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "1.1.1.1, 203.0.113.9", "203.0.113.9"),
        (2, "1.1.1.1, 203.0.113.9, 192.0.2.1", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, "not-an-address", "10.0.0.1"),
        (1, "2001:db8::7", "2001:db8::7"),
        (1, "203.0.113.9:51234", "203.0.113.9"),
    ],
)
def test_the_client_address_is_what_the_outermost_of_our_proxies_saw(rf, settings, count, forwarded, expected):
    from cbtracker.accounts.adapter import AccountAdapter

    settings.PROXY_COUNT = count
    request = rf.get("/", headers={"x-forwarded-for": forwarded}, REMOTE_ADDR="10.0.0.1")
    assert AccountAdapter().get_client_ip(request) == expected
