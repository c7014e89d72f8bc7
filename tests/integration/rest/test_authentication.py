"""The API knows people by an access token or by their session, and says 401 to everybody else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import InterfaceError
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from cbtracker.accounts.permissions import Role
from cbtracker.rest.authentication import NO_CSRF, NOT_VALID, SessionAuthentication, TokenAuthentication
from cbtracker.rest.models import AccessToken, ApiUse, Scope
from cbtracker.rest.throttling import Throttle
from tests.factories.people import person
from tests.factories.rest import AccessTokenFactory, token_of

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
TOMORROW = datetime.now(tz=UTC) + timedelta(days=1)


class WhoAmI(APIView):
    """Says who asks, and with which token."""

    authentication_classes = (TokenAuthentication, SessionAuthentication)
    permission_classes = (IsAuthenticated,)
    throttle_classes = (Throttle,)

    def get(self, request):
        return Response({"user": request.user.pk, "token": request.auth and request.auth.pk})

    def post(self, request):
        return HttpResponse(str(len(request.body)))


urlpatterns = [path("api/who/", WhoAmI.as_view()), path("elsewhere/", WhoAmI.as_view())]


def ask(authorization=None, client=None, **more):
    headers = {"Authorization": authorization} if authorization else {}
    return (client or Client()).get("/api/who/", headers=headers, **more)


def test_a_token_says_who_asks_in_one_statement_beside_the_one_that_counts(django_assert_num_queries):
    champion = person(Role.CHAMPION)
    token = token_of(champion, Scope.READ)
    with django_assert_num_queries(2):
        answer = ask(f"Bearer {token}")
    assert answer.json() == {"user": champion.pk, "token": AccessToken.objects.get().pk}
    assert ask(f"bearer  {token} ").status_code == 200, "the scheme is in any case"


def tokens_that_open_nothing() -> dict[str, str]:
    """A header for each way in which a token may be of no use."""
    champion = person(Role.CHAMPION)
    ended = person(Role.CHAMPION)
    type(ended).objects.filter(pk=ended.pk).update(is_active=False, access_ended_at=TOMORROW)
    good = token_of(champion)
    long_ago = {"created_at": TOMORROW - timedelta(days=9), "expires_at": TOMORROW - timedelta(days=1, seconds=1)}
    return {
        "of nobody": "Bearer cbt_" + "x" * 43,
        "expired": f"Bearer {token_of(champion, **long_ago)}",
        "revoked": f"Bearer {token_of(champion, revoked_at=TOMORROW, revoked_by=champion)}",
        "of somebody whose access has ended": f"Bearer {token_of(ended)}",
        "cut off": f"Bearer {good[:-1]}",
        "in another case": f"Bearer {good.upper()}",
        "its digest": f"Bearer {AccessToken.digest_of(good)}",
        "two": f"Bearer {good} {good}",
        "none": "Bearer",
        "NUL": "Bearer cbt_\x00",
    }


def test_a_token_that_is_wrong_expired_revoked_or_of_somebody_who_left_is_401_and_is_not_repeated():
    for why, header in tokens_that_open_nothing().items():
        answer = ask(header)
        assert answer.status_code == 401, why
        assert answer["WWW-Authenticate"] == 'Bearer realm="cbtracker", error="invalid_token"', why
        assert answer.json() == {"detail": NOT_VALID}, why
        assert "cbt_" not in answer.text + str(answer.headers), why
    assert not ApiUse.objects.exists()


@pytest.mark.parametrize("header", [None, "Basic YTpi", "cbt_" + "x" * 43])
def test_who_brings_no_token_is_told_how_to_sign_in_and_not_that_it_is_wrong(header):
    answer = ask(header)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="cbtracker"')


def test_a_session_reads_and_needs_its_csrf_token_to_write():
    champion = person(Role.CHAMPION)
    client = Client(enforce_csrf_checks=True)
    client.force_login(champion)
    assert ask(client=client).json() == {"user": champion.pk, "token": None}
    refused = client.post("/api/who/", {}, "application/json")
    assert (refused.status_code, refused.json()) == (403, {"detail": NO_CSRF})
    client.cookies["csrftoken"] = "x" * 32
    assert client.post("/api/who/", {}, "application/json", headers={"X-CSRFToken": "x" * 32}).status_code == 200


def test_of_a_request_with_both_the_token_counts_and_a_bad_one_is_not_made_good_by_the_session():
    champion, partner = person(Role.CHAMPION), person(Role.PARTNER)
    client = Client(enforce_csrf_checks=True)
    client.force_login(partner)
    token = token_of(champion)
    assert ask(f"Bearer {token}", client).json()["user"] == champion.pk
    assert ask("Bearer cbt_wrong", client).status_code == 401
    written = client.post("/api/who/", {}, "application/json", headers={"Authorization": f"Bearer {token}"})
    assert written.status_code == 200, "a token needs no CSRF token: no other site can send it"


def test_who_asks_too_often_is_told_when_to_come_back(settings, time_machine):
    settings.API_PER_MINUTE_TOKEN, settings.API_PER_MINUTE_PERSON = 2, 3
    time_machine.move_to(TOMORROW.replace(second=50, microsecond=0), tick=False)
    champion = person(Role.CHAMPION)
    header = f"Bearer {token_of(champion)}"
    client = Client()
    client.force_login(champion)
    assert [ask(header).status_code for _ in range(3)] == [200, 200, 429]
    refused = ask(client=client)
    assert (refused.status_code, refused["Retry-After"]) == (429, "10")
    assert ask(f"Bearer {token_of(person(Role.CHAMPION))}").status_code == 200, "others are not held up"
    time_machine.shift(10)
    assert [ask(header).status_code, ask(client=client).status_code] == [200, 200]


def test_what_cannot_be_counted_is_not_answered(monkeypatch):
    def away(**asked):
        raise InterfaceError("connection already closed")

    monkeypatch.setattr("cbtracker.rest.throttling.count_use", away)
    answer = ask(f"Bearer {token_of(person(Role.CHAMPION))}")
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")


def test_a_large_body_reaches_the_api_with_a_token_and_nothing_else_without_signing_in(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE, body = 1000, b"x" * 1001
    champion = person(Role.CHAMPION)
    header = {"Authorization": f"Bearer {token_of(champion)}"}

    def sent(to, body=body, headers=header):
        return Client().post(to, body, "application/octet-stream", headers=headers).status_code

    settings.LARGEST_BODY = 2000
    assert sent("/api/who/", headers={}) == 413
    assert sent("/api/who/", headers={"Authorization": "Basic cbt_"}) == 413
    assert sent("/elsewhere/") == 413
    assert sent("/api/who/", headers={"Authorization": "Bearer cbt_" + "x" * 43}) == 401, "refused before it is read"
    assert sent("/api/who/", b"x" * 2001) == 413
    assert sent("/api/who/", b"x" * 1000) == 200
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhoAmI, "post", lambda self, request: HttpResponse(str(len(request.read()))))
        assert sent("/api/who/") == 200


def test_a_token_of_another_scope_says_only_what_it_is_for():
    AccessTokenFactory(may_read=False, may_export=True)
    assert [AccessToken.objects.get().allows(scope) for scope in Scope] == [False, False, True]
