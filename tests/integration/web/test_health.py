"""What watches the service learns whether it lives and whether its database answers, without signing in."""

from __future__ import annotations

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@pytest.mark.django_db
def test_the_process_answers_without_a_query(client):
    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/healthz")
    assert (answer.status_code, answer.content, len(queries)) == (200, b"ok\n", 0)


@pytest.mark.django_db
def test_the_service_is_ready_when_the_database_answers(client):
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_the_service_is_not_ready_when_the_database_does_not_answer(client, monkeypatch):
    def refuse():
        raise OperationalError("connection refused by db.example.org")

    monkeypatch.setattr(connection, "cursor", refuse)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert b"db.example.org" not in answer.content


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/account/login/", "/requests/", "/no-such-page/"])
def test_every_answer_carries_the_headers_that_protect_it(client, path):
    answer = client.get(path)
    assert {name: answer.get(name) for name in HEADERS} == HEADERS
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.django_db
def test_over_https_browsers_are_told_to_stay_there(client, settings):
    settings.SECURE_HSTS_SECONDS = 31536000
    assert client.get("/healthz", secure=True)["Strict-Transport-Security"] == "max-age=31536000"
    assert "Strict-Transport-Security" not in client.get("/healthz")
