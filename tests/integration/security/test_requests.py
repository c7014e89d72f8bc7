"""What is refused before any page reads it, and what caches may keep."""

from __future__ import annotations

import pytest
from django.test import override_settings
from django.urls import reverse

from cbtracker.accounts.permissions import Role
from tests.integration.requests_log.pages import signed_in

MEGABYTE = 1024 * 1024


def send(client, megabytes: float):
    """Send a file of so many megabytes to the page that signs in."""
    body = b"x" * int(megabytes * MEGABYTE)
    return client.post(reverse("account_login"), body, content_type="application/octet-stream")


@pytest.mark.django_db
def test_somebody_who_is_not_signed_in_cannot_fill_the_disk_with_a_large_body(client):
    assert send(client, 6).status_code == 413
    assert send(client, 0.1).status_code != 413


@override_settings(LARGEST_BODY=7 * MEGABYTE)
def test_who_is_signed_in_may_send_a_large_body_but_not_one_of_any_size(world):
    client = signed_in(world.person(Role.OFFICER))
    assert send(client, 6).status_code != 413
    assert send(client, 8).status_code == 413


@pytest.mark.parametrize(("length", "status"), [("", 200), ("many", 200), ("9" * 30, 413)])
def test_a_length_that_is_no_number_is_taken_for_none(client, db, length, status):
    assert client.post(reverse("account_login"), {}, CONTENT_LENGTH=length).status_code == status


def test_an_address_with_nul_is_not_there(world):
    client = signed_in(world.person(Role.SECRETARIAT))
    assert client.get("/people/posts/departments/%00/champion/").status_code == 404


@pytest.mark.parametrize("path", ["/", "/requests/", "/requests/export.csv", "/people/"])
def test_no_cache_on_the_way_keeps_what_a_person_reads(world, path):
    response = signed_in(world.person(Role.SECRETARIAT)).get(path)
    assert {"private", "no-cache"} <= set(response["Cache-Control"].replace(" ", "").split(","))
    assert "Cookie" in response["Vary"]
