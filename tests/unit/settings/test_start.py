"""cbtracker does not start with settings that are missing, malformed or dangerous; each case is a process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.notify_server import API_KEY, TEMPLATE_ID

ROOT = Path(__file__).resolve().parents[3]
PRODUCTION = {
    "SECRET_KEY": "k" * 60,
    "ALLOWED_HOSTS": "cbtracker.example.org",
    "SITE_URL": "https://cbtracker.example.org",
    "DATABASE_URL": "postgres://cbtracker@db.example.org/cbtracker",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.org:587",
}
MALFORMED = {
    "SECRET_KEY": "short",
    "SITE_URL": "cbtracker",
    "DATABASE_URL": "oracle://somewhere/x",
    "EMAIL_URL": "carrier-pigeon://x",
    "DEBUG": "maybe",
    "DEMONSTRATION": "maybe",
    "PROXY_COUNT": "-1",
    "CONN_MAX_AGE": "long",
    "STALE_AFTER_DAYS": "fortnight",
    "CELERY_BROKER_URL": "http://x",
    "LOG_LEVEL": "chatty",
    "OUTBOX_KEEP_DAYS": "7",
}


NOTIFY = {
    "EMAIL_URL": "notify://",
    "NOTIFY_API_KEY": API_KEY,
    "NOTIFY_TEMPLATE_ID": TEMPLATE_ID,
}


def start(variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Load the settings in a new process with `variables` and nothing else of cbtracker's."""
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ} | variables
    code = "from cbtracker import settings; print(settings.DEBUG, settings.DEMONSTRATION)"
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_production_starts_with_every_required_variable():
    started = start(PRODUCTION)
    assert started.returncode == 0, started.stderr
    assert started.stdout.split() == ["False", "False"]


@pytest.mark.parametrize("name", sorted(PRODUCTION))
def test_production_without_a_required_variable_stops_and_names_it(name):
    stopped = start({key: value for key, value in PRODUCTION.items() if key != name})
    assert stopped.returncode != 0
    assert f"{name} is not set. Set it to " in stopped.stderr.splitlines()[-1]


@pytest.mark.parametrize("name", sorted(MALFORMED))
def test_production_with_a_malformed_variable_stops_and_names_it(name):
    stopped = start(PRODUCTION | {name: MALFORMED[name]})
    assert stopped.returncode != 0
    assert f"{name} is set to something else than " in stopped.stderr.splitlines()[-1]


def test_demonstration_without_debug_does_not_start():
    stopped = start(PRODUCTION | {"DEMONSTRATION": "true"})
    assert stopped.returncode != 0
    assert "DEMONSTRATION is on while DEBUG is off" in stopped.stderr


def test_demonstration_with_debug_starts():
    started = start({"DEMONSTRATION": "true", "DEBUG": "true"})
    assert started.stdout.split() == ["True", "True"], started.stderr


def test_production_with_notify_starts():
    started = start(PRODUCTION | NOTIFY)
    assert started.returncode == 0, started.stderr


@pytest.mark.parametrize("name", ["NOTIFY_API_KEY", "NOTIFY_TEMPLATE_ID"])
@pytest.mark.parametrize("value", ["", "not-what-it-should-be"])
def test_production_with_notify_and_without_its_key_or_template_stops_and_names_it(name, value):
    stopped = start(PRODUCTION | NOTIFY | {name: value})
    assert stopped.returncode != 0
    last = stopped.stderr.splitlines()[-1]
    assert name in last
    assert "GOV.UK Notify" in last
    assert "not-what" not in last


def test_emails_are_not_kept_on_a_page_outside_the_demonstration():
    stopped = start(PRODUCTION | {"EMAIL_URL": "demonstration://"})
    assert stopped.returncode != 0
    assert "EMAIL_URL is demonstration:// while DEMONSTRATION is off" in stopped.stderr
