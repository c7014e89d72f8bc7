"""An empty database with all migrations, of which each process of the tests takes a copy.

To migrate takes ten seconds, and two processes on two databases would do so four times. `./run test` makes one of each
while the code is checked, and names it in TEMPLATE_DATABASE; without that, pytest migrates as always.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import closing

import psycopg2

SQLITE = "sqlite:///"


def template_beside(address: str) -> str:
    """The address of the template on the server at `address`, or in the folder of that file."""
    return f"{address.rsplit('/', 1)[0]}/cbtracker_template"


def _on_server_of(template: str, statement: str) -> None:
    with closing(psycopg2.connect(f"{template.rsplit('/', 1)[0]}/postgres")) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)


def copy_template(template: str, name: str) -> None:
    """Make the database `name`, on SQLite a file, which is as the one at `template`."""
    if template.startswith(SQLITE):
        shutil.copyfile(template.removeprefix(SQLITE), name)
    else:
        _on_server_of(template, f'CREATE DATABASE "{name}" TEMPLATE "{template.rsplit("/", 1)[1]}"')


def main(template: str) -> int:
    """Make the template; returns the exit code of the migrations."""
    if not template.startswith(SQLITE):
        _on_server_of(template, f'CREATE DATABASE "{template.rsplit("/", 1)[1]}"')
    command = [sys.executable, "-m", "django", "migrate", "--settings=tests.settings", "--verbosity=0"]
    return subprocess.run(command, env={**os.environ, "DATABASE_URL": template}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
