"""Let Schemathesis attack a running server, and read what it found."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import psycopg2

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(__file__).resolve().parent
# Counting, signs of life, sessions and the cache: what a refused call may write to.
UNWATCHED = ("rest_apiuse", "health_heartbeat", "django_session", "cbtracker_cache", "contract_written")
WATCH = """
    CREATE TABLE IF NOT EXISTS contract_written (id bigserial PRIMARY KEY, place text NOT NULL);
    CREATE OR REPLACE FUNCTION contract_note() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN INSERT INTO contract_written (place) VALUES (TG_TABLE_NAME); RETURN NULL; END $$;
    DO $$ DECLARE one text; BEGIN
        FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND NOT tablename = ANY(%s) LOOP
            EXECUTE format('DROP TRIGGER IF EXISTS contract_watch ON %%I', one);
            EXECUTE format('CREATE TRIGGER contract_watch AFTER INSERT OR UPDATE OR DELETE ON %%I
                FOR EACH ROW EXECUTE FUNCTION contract_note()', one);
        END LOOP;
    END $$
"""
UNWATCH = "DROP FUNCTION contract_note() CASCADE; DROP TABLE contract_written"
_CASES = re.compile(r"^  ([\d,]+) generated", re.MULTILINE)
_TESTED = re.compile(r"^  Tested: ([\d,]+)", re.MULTILINE)
_SELECTED = re.compile(r"^  Selected: [\d,]+/([\d,]+)", re.MULTILINE)


@dataclass(frozen=True)
class Attack:
    """What came of it: how many calls were made, of how many operations, and what Schemathesis said."""

    cases: int
    operations: int
    tested: int
    exit_code: int
    said: str

    @property
    def faults(self) -> str:
        """What it said of the faults alone."""
        return self.said.partition(" FAILURES ")[2].partition(" WARNINGS ")[0]


def watch(database: str) -> None:
    """Have the database note each row that is written."""
    _execute(database, WATCH, [list(UNWATCHED)])


def unwatch(database: str) -> None:
    """Take that out again."""
    _execute(database, UNWATCH, None)


def _execute(database: str, statement: str, values: list[list[str]] | None) -> None:
    connection = psycopg2.connect(database)
    with connection, connection.cursor() as cursor:
        cursor.execute(statement, values)
    connection.close()


def attack(description: Path, address: str, database: str, token: str, *options: str) -> Attack:
    """Run Schemathesis with every check on the server at `address`, whose `database` is watched."""
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(FOLDER / "schemathesis.toml")]
    command += ["run", str(description), "--url", address, "--header", f"Authorization: Bearer {token}"]
    environment = {
        **os.environ,
        "SCHEMATHESIS_HOOKS": "tests.contract.hooks",
        "CONTRACT_ADDRESS": address,
        "CONTRACT_DATABASE": database,
        "CONTRACT_TOKEN": token,
        "COLUMNS": "200",
        "PYTHONPATH": str(ROOT),
    }
    ended = subprocess.run([*command, *options], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    said = ended.stdout + ended.stderr
    return Attack(_number(_CASES, said), _number(_SELECTED, said), _number(_TESTED, said), ended.returncode, said)


def _number(pattern: re.Pattern[str], said: str) -> int:
    found = pattern.search(said)
    return int(found[1].replace(",", "")) if found else 0
