"""Fixtures that every test may use, and what makes one suite run on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.backends.postgresql.base import DatabaseWrapper as PostgresqlWrapper
from django.db.backends.sqlite3.base import DatabaseWrapper
from hypothesis import settings

from tests.servers import valkey
from tests.template_database import copy_template

# No deadline: how long an example takes says more about the machine than about the code. CI repeats the same
# examples, so that it fails for a change and not by chance; elsewhere each run looks for new ones.
settings.register_profile("everywhere", deadline=None, print_blob=True)
settings.register_profile("ci", settings.get_profile("everywhere"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "everywhere")


TWICE = ("tests/browser", "tests/faults", "tests/bench")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--needs-database`: what the second of two runs, on another database, has to ask again."""
    parser.addoption("--needs-database", action="store_true", help="leave out rules that no database has a part in")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, on SQLite, the tests marked `postgresql`: what they are about does not exist there."""
    left_out = {item for item in items if _is_left_out(item, again=config.getoption("--needs-database"))}
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = [item for item in items if item not in left_out]


def _is_left_out(item: pytest.Item, *, again: bool) -> bool:
    if item.get_closest_marker("postgresql") is not None:
        return connection.vendor != "postgresql"
    if not again or item.nodeid.startswith(TWICE):
        return False
    asked: list[str] = getattr(item, "fixturenames", [])
    return not (item.get_closest_marker("django_db") or "django_db_setup" in asked)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None, request: Any) -> None:
    """Each process has a database of its own, which is a copy of the migrated one that `./run test` has made."""
    template = os.environ.get("TEMPLATE_DATABASE")
    if template and request.config.getvalue("reuse_db"):
        copy_template(template, connection.creation._get_test_db_name())


@pytest.fixture(scope="session", autouse=True)
def _flush_in_spite_of_triggers() -> Iterator[None]:
    """Let Django empty the tables after a transactional test.

    It does so by DELETE or TRUNCATE, which the triggers that keep revisions and issued papers refuse. They are put
    aside for the flush only: on SQLite dropped and put back from its own record of them, on PostgreSQL not fired.
    """
    with pytest.MonkeyPatch.context() as patch:
        _patch_sqlite(patch)
        _patch_postgresql(patch)
        yield


def _patch_sqlite(patch: pytest.MonkeyPatch) -> None:
    operations = DatabaseWrapper.ops_class
    original = operations.execute_sql_flush

    def execute_sql_flush(self: Any, sql_list: list[str]) -> Any:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _ in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
            try:
                return original(self, sql_list)
            finally:
                for _, sql in triggers:
                    cursor.execute(sql)

    patch.setattr(operations, "execute_sql_flush", execute_sql_flush)


def _patch_postgresql(patch: pytest.MonkeyPatch) -> None:
    """Most tables are empty: to delete what is in the others is many times faster than to truncate all of them."""
    operations = PostgresqlWrapper.ops_class
    original, truncate = operations.execute_sql_flush, operations.sql_flush

    def sql_flush(self: Any, style: Any, tables: list[str], *, reset_sequences: bool = False, **how: Any) -> Any:
        if reset_sequences:
            return truncate(self, style, tables, reset_sequences=True, **how)
        asked = " UNION ALL ".join(
            f"SELECT '{name}' WHERE EXISTS (SELECT FROM {self.quote_name(name)})" for name in tables
        )
        with self.connection.cursor() as cursor:
            cursor.execute(asked)
            return [f"DELETE FROM {self.quote_name(name)}" for (name,) in cursor.fetchall()]

    def execute_sql_flush(self: Any, sql_list: list[str]) -> Any:
        without_triggers = "SET session_replication_role = replica"
        return original(self, [without_triggers, *sql_list, "SET session_replication_role = DEFAULT"])

    patch.setattr(operations, "sql_flush", sql_flush)
    patch.setattr(operations, "execute_sql_flush", execute_sql_flush)


@pytest.fixture(scope="module")
def for_the_module(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A transaction around all tests of a module: what a fixture of the module saves in it is there for each of them.

    Each test still takes back what it wrote itself. For modules without transactional tests, whose rows are costly.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def valkey_address() -> Iterator[str]:
    """Address of a real, empty Valkey: the one of `./run test`, or one started for this session."""
    given = os.environ.get("CELERY_BROKER_URL")
    if given:
        yield given
    else:
        with valkey() as address:
            yield address
