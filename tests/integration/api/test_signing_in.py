"""Who asks is looked at each time: by the token, or by a session with its CSRF token; and how often, for each."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cbtracker.accounts.models import User
from cbtracker.rest.models import AccessToken, ApiUse, Scope
from requests_log.models import SavedView
from tests.integration.requests_log.world import make_world

pytestmark = pytest.mark.django_db
REALM = 'Bearer realm="cbtracker"'
VIEWS = "/api/v1/saved-views/"
BODY = {"name": "Ours", "query": "department=DfE"}


@pytest.fixture
def world():
    return make_world()


def problem(answer, status: int, challenge: str | None = None) -> None:
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json"), answer.text
    assert answer.get("WWW-Authenticate") == challenge
    assert "cbt_" not in answer.text + str(answer.headers)


def test_a_token_opens_nothing_from_the_moment_it_ends(api, world, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    person = world.person("champion")
    ends = {
        "it expires": lambda token: time_machine.shift(timedelta(days=90)),
        "it is revoked": lambda token: AccessToken.objects.filter(pk=token.pk).update(
            revoked_at=timezone.now(), revoked_by=person
        ),
        "their access ends": lambda token: User.objects.filter(pk=person.pk).update(
            is_active=False, access_ended_at=timezone.now()
        ),
    }
    for how, end in ends.items():
        client = api(person)
        assert client.get("saved-views/").status_code == 200
        end(AccessToken.objects.latest("pk"))
        problem(client.get("saved-views/"), 401, f'{REALM}, error="invalid_token"')
        problem(client.post("saved-views/", BODY), 401, f'{REALM}, error="invalid_token"')
        assert not SavedView.objects.exists(), how
    assert sum(ApiUse.objects.filter(token__isnull=False).values_list("count", flat=True)) == len(ends)


def test_who_brings_nothing_is_told_how_to_sign_in_and_nothing_of_what_there_is(world):
    for address in (VIEWS, "/api/v1/requests/CB-0001/", "/api/v1/requests/CB-9999/positions/"):
        for method in ("GET", "POST", "PATCH", "DELETE", "OPTIONS", "HEAD"):
            answer = Client().generic(method, address, b"{", content_type="application/json")
            assert (answer.status_code, answer["WWW-Authenticate"]) == (401, REALM), (method, address)
    problem(Client().post(VIEWS, BODY, "application/json", headers={"Authorization": "Basic YTpi"}), 401, REALM)


def test_a_session_reads_and_writes_with_the_csrf_token_of_a_page_only(world):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.person("champion"))
    assert browser.get(VIEWS).json()["count"] == 0
    page = browser.get("/")
    assert page.status_code == 200
    token = browser.cookies["csrftoken"].value
    for headers in ({}, {"X-CSRFToken": "x" * 32}, {"X-CSRFToken": ""}):
        problem(browser.post(VIEWS, BODY, "application/json", headers=headers), 403)
    elsewhere = {"X-CSRFToken": token, "Origin": "https://elsewhere.example"}
    problem(browser.post(VIEWS, BODY, "application/json", headers=elsewhere), 403)
    assert not SavedView.objects.exists()
    assert browser.post(VIEWS, BODY, "application/json", headers={"X-CSRFToken": token}).status_code == 201


def test_of_a_token_and_a_session_the_token_counts(api, world):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.person("secretariat"))
    champion, partner = api(world.person("champion")), api(world.person("partner"), Scope.READ)

    def post(client):
        return browser.post(VIEWS, BODY, "application/json", headers={"Authorization": f"Bearer {client.token}"})

    assert post(champion).status_code == 201
    assert SavedView.objects.get().user == world.person("champion")
    problem(post(partner), 403)
    champion.token = champion.token[:-1]
    problem(post(champion), 401, f'{REALM}, error="invalid_token"')
    assert SavedView.objects.count() == 1
    assert browser.get("/").status_code == 200, "a token that is wrong ends no session"


def test_a_person_and_each_of_their_tokens_may_ask_so_often_in_a_minute(api, world, settings, time_machine):
    settings.API_PER_MINUTE_TOKEN, settings.API_PER_MINUTE_PERSON = 2, 5
    time_machine.move_to(timezone.now().replace(second=48, microsecond=0), tick=False)
    person = world.person("champion")
    first, second, third, other = (api(person), api(person), api(person), api(world.person("partner")))

    def asked(*clients):
        return [client.get("saved-views/").status_code for client in clients]

    assert asked(first, first, first) == [200, 200, 429]
    assert asked(second, second, third, other) == [200, 200, 429, 200], "what is refused counts as well"
    refused = third.post("saved-views/", BODY)
    problem(refused, 429)
    assert (refused["Retry-After"], SavedView.objects.exists()) == ("12", False)
    browser = Client()
    browser.force_login(person)
    problem(browser.get(VIEWS), 429)
    time_machine.shift(12)
    assert [*asked(first, third), browser.get(VIEWS).status_code] == [200, 200, 200]
    assert first.get("saved-views/", Accept="image/png").status_code == 406
