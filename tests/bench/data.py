"""A register of any size on PostgreSQL, made in the database.

152 areas, 12 departments, 200 people, and 5 revisions of each request.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2

ROOT = Path(__file__).resolve().parents[2]
CHAMPION = "champion1@bench.example"
SECRETARIAT = "secretariat@bench.example"
PASSWORD = "correct horse battery staple"

HERE = Path(__file__).parent
WORDS = (HERE / "words.txt").read_text().split()


def at_database(address: str, name: str) -> str:
    """The same server's database `name`."""
    return urlunsplit(urlsplit(address)._replace(path=f"/{name}"))


def manage(database: str, *arguments: str) -> None:
    """Run a management command on `database`, as the benchmark's server is set up."""
    environment = {**os.environ, **server_environment(database)}
    subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, check=True, capture_output=True
    )


def server_environment(database: str) -> dict[str, str]:
    """What a production-like process of the benchmark has in its environment."""
    return {
        "DEBUG": "false",
        "DEMONSTRATION": "false",
        "SECRET_KEY": "for-the-benchmark-only-" + "x" * 40,
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": "http://127.0.0.1",
        "EMAIL_URL": "consolemail://",
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        # One person asks more often here than anybody may.
        "API_PER_MINUTE_PERSON": "1000000",
        "API_PER_MINUTE_TOKEN": "1000000",
    }


def load(server: str, count: int, name: str = "") -> str:
    """Make a database with `count` requests on the server, called `name`; returns its address."""
    name = name or f"bench_{count}"
    admin = psycopg2.connect(server)
    admin.autocommit = True
    with admin.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    admin.close()
    address = at_database(server, name)
    manage(address, "migrate", "-v0")
    connection = psycopg2.connect(address)
    with connection, connection.cursor() as cursor:
        cursor.execute("SET work_mem = '256MB'")
        cursor.execute((HERE / "reference.sql").read_text())
        cursor.execute((HERE / "requests.sql").read_text(), {"count": count, "words": WORDS, "vocabulary": len(WORDS)})
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    connection.close()
    return address


def record_shape(address: str) -> dict[str, object]:
    """The record of one request, for the check that the benchmark's data is what the services write."""
    connection = psycopg2.connect(address)
    with connection, connection.cursor() as cursor:
        cursor.execute("SELECT record FROM requests_log_loggedrequest LIMIT 1")
        [record] = cursor.fetchone()
    connection.close()
    return record if isinstance(record, dict) else json.loads(record)
