"""A variable that is missing or malformed is named, with what is expected of it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from cbtracker.env import Environment

MALFORMED = [
    ("boolean", "DEBUG", "perhaps", "true or false"),
    ("whole_number", "PROXY_COUNT", "-1", "a whole number of 0 or more"),
    ("whole_number", "PROXY_COUNT", "one", "a whole number of 0 or more"),
    ("whole_number", "PROXY_COUNT", "²", "a whole number of 0 or more"),
    ("secret", "SECRET_KEY", "short", "at least 50 characters"),
    ("database", "DATABASE_URL", "mysql://localhost/cbtracker", "postgres://"),
    ("database", "DATABASE_URL", "postgres://localhost", "postgres://"),
    ("database", "DATABASE_URL", "postgres://localhost:port/name", "postgres://"),
    ("mail", "EMAIL_URL", "mail.example.org", "smtp+tls://"),
    ("mail", "EMAIL_URL", "smtp://", "smtp+tls://"),
    ("mail", "EMAIL_URL", "notify://key@host", "notify://"),
    ("url", "SITE_URL", "cbtracker.example.org", "http:// or https://"),
    ("url", "SITE_URL", "ftp://cbtracker.example.org", "http:// or https://"),
    ("url", "SITE_URL", "https:///no-host", "http:// or https://"),
]
REQUIRED = ["boolean", "whole_number", "secret", "database", "mail", "url", "text", "names"]


@pytest.mark.parametrize(("reader", "name", "value", "expected"), MALFORMED)
def test_a_malformed_variable_is_named_with_what_is_expected(reader, name, value, expected):
    with pytest.raises(ImproperlyConfigured) as refused:
        getattr(Environment({name: value}), reader)(name)
    assert str(refused.value).startswith(f"{name} is set to something else than ")
    assert expected in str(refused.value)


def test_a_malformed_secret_is_not_repeated_in_the_message():
    with pytest.raises(ImproperlyConfigured) as refused:
        Environment({"SECRET_KEY": "hunter2"}).secret("SECRET_KEY")
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize("reader", REQUIRED)
@pytest.mark.parametrize("source", [{}, {"THING": ""}, {"THING": "  "}])
def test_a_variable_without_default_that_is_missing_or_blank_is_named(reader, source):
    with pytest.raises(ImproperlyConfigured, match=r"^THING is not set\. Set it to "):
        getattr(Environment(source), reader)("THING")


def test_well_formed_variables_are_read():
    env = Environment(
        {
            "DEBUG": " Yes ",
            "PROXY_COUNT": "2",
            "ALLOWED_HOSTS": "a.example.org, b.example.org,",
            "DATABASE_URL": "postgres://tracker:word@db.example.org:5433/register",
            "SITE_URL": "https://cbtracker.example.org",
            "EMAIL_URL": "smtp+tls://post:office@mail.example.org:587",
        }
    )
    assert env.boolean("DEBUG") is True
    assert env.whole_number("PROXY_COUNT") == 2
    assert env.names("ALLOWED_HOSTS") == ["a.example.org", "b.example.org"]
    assert env.url("SITE_URL") == "https://cbtracker.example.org"
    database = env.database("DATABASE_URL")
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example.org", 5433, "register")
    mail = env.mail("EMAIL_URL")
    assert (mail["EMAIL_HOST"], mail["EMAIL_PORT"], mail["EMAIL_USE_TLS"]) == ("mail.example.org", 587, True)


def test_a_default_is_used_only_where_nothing_is_set():
    assert Environment({}).whole_number("STALE_AFTER_DAYS", 14) == 14
    assert Environment({"STALE_AFTER_DAYS": "7"}).whole_number("STALE_AFTER_DAYS", 14) == 7
