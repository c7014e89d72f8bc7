"""An outage of the database is told from a fault of ours, wherever in a request it shows."""

from __future__ import annotations

from contextlib import closing

import psycopg2
import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.test import Client

from cbtracker.web import errors, middleware
from cbtracker.web.outage import is_away
from tests.databases import database_address
from tests.factories.people import PASSWORD, UserFactory
from tests.servers import free_port


def refused() -> OperationalError:
    """What Django raises where nothing listens at the database's address."""
    error = OperationalError("connection refused by db.example.org")
    error.__cause__ = psycopg2.OperationalError("connection refused by db.example.org")
    return error


def raised_by(sql: str) -> DatabaseError:
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    return caught.value


@pytest.mark.django_db
def test_a_statement_that_makes_no_sense_is_no_outage():
    assert not is_away(raised_by("SELECT nonsense FROM nowhere"))
    assert not is_away(ValueError("x"))
    assert not is_away(None)


@pytest.mark.postgresql
@pytest.mark.django_db
def test_a_statement_that_took_too_long_is_no_outage_but_an_ended_connection_is():
    assert not is_away(raised_by("SET LOCAL statement_timeout = 1; SELECT pg_sleep(1)"))
    with closing(psycopg2.connect(database_address())) as other, other.cursor() as cursor:
        try:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        except psycopg2.Error as error:
            told = DatabaseError(str(error))
            told.__cause__ = error
    assert is_away(told)
    assert is_away(InterfaceError("connection already closed"))


def test_a_port_on_which_nothing_listens_is_an_outage():
    with pytest.raises(psycopg2.OperationalError) as caught:
        psycopg2.connect(f"postgres://nobody@127.0.0.1:{free_port()}/nothing")
    error = OperationalError()
    error.__cause__ = caught.value
    assert is_away(error)


def sign_in(monkeypatch) -> tuple[int, str]:
    """Sign in while a session cannot be saved; returns status and page."""

    def fail(*_args, **_more):
        raise refused()

    UserFactory(email="reader@example.org", password=PASSWORD)
    monkeypatch.setattr(SessionStore, "save", fail)
    client = Client(raise_request_exception=False)
    answer = client.post("/account/login/", {"login": "reader@example.org", "password": PASSWORD})
    return answer.status_code, answer.content.decode()


@pytest.mark.django_db
def test_a_session_that_cannot_be_saved_is_an_outage_too(monkeypatch):
    status, page = sign_in(monkeypatch)
    assert status == 503
    assert "the service is away for a moment" in page
    assert "db.example.org" not in page


@pytest.mark.django_db
def test_without_the_question_it_would_be_a_fault_of_ours(monkeypatch):
    for module in (errors, middleware):
        monkeypatch.setattr(module, "is_away", lambda _: False)
    assert sign_in(monkeypatch)[0] == 500
