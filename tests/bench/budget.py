"""How long the page of a shadow budget takes, with its totals and picture: 10,000 lines beside 100 (issue 8).

F is here, as of the register, the p50 of an empty page and that of the page's own SQL. As a program it writes the
lines in the database of DATABASE_URL, and writes down the SQL of the page, of all lines and as filters leave them.

Usage: `python -m tests.bench.budget LINES FILE`; FILE gets {name: Captured} as JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.bench.capture import Captured, record_sql
from tests.bench.data import ROOT, SECRETARIAT, load, manage, server_environment
from tests.bench.measure import Place, growth, multiple_of_floor
from tests.bench.server import gunicorn

FEW, LINES = 100, 10_000
ASKED, MOST = 3.0, 8
"""Multiple of F, and statements, those of the session and the person among them."""

PAGE = "/workstrands/places/bench/budget/"
PAGES = {
    "Shadow budget with totals and picture": ("budget", PAGE),
    "Shadow budget, filtered, with both totals": ("filtered", f"{PAGE}?body=body+1&year=2012&sort=-amount"),
}
BODIES, SERVICES = 40, 60


@dataclass(frozen=True)
class Measured:
    """One page: multiple of F with many lines, its p50 and F in seconds, statements with few and many, and growth."""

    page: str
    multiple: float
    seconds: float
    floor: float
    few_statements: int
    statements: int
    growth: float

    @property
    def reached(self) -> bool:
        """Whether it is quick enough, and asks the database no more than it may, for many lines as for few."""
        return self.multiple <= ASKED and self.few_statements == self.statements <= MOST


def budget_seconds(server: str) -> list[Measured]:
    """What each page took, on the PostgreSQL server."""
    with ExitStack() as stack:
        few, many = (_place(server, size, stack) for size in (FEW, LINES))
        return [_measured(title, name, few, many) for title, (name, _) in PAGES.items()]


def _place(server: str, size: int, stack: ExitStack) -> Place:
    database = load(server, 1, f"bench_budget_{size}")
    manage(database, "collectstatic", "--noinput", "-v0")
    environment = {**os.environ, **server_environment(database)}
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        command = [sys.executable, "-m", "tests.bench.budget", str(size), file.name]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr[-4000:])
        found = {name: Captured(**one) for name, one in json.loads(Path(file.name).read_text()).items()}
    return Place(size, database, stack.enter_context(gunicorn(database)), found)


def _measured(title: str, name: str, few: Place, many: Place) -> Measured:
    took, floor, multiple = multiple_of_floor(many, name)
    counts = (few.operations[name].count, many.operations[name].count)
    return Measured(title, multiple, took, floor, *counts, growth([few, many], name))


def main(size: int, file: str) -> None:
    """Write the lines, ask for the pages, and keep their SQL."""
    import django

    django.setup()
    from django.db import connection
    from django.test import Client

    from cbtracker.accounts.models import User

    _write_lines(size)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(
        User.objects.get(email=SECRETARIAT), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    asked = {"empty": "/bench/empty/", **dict(PAGES.values())}
    sql = {name: record_sql(client, path) for name, path in asked.items()}
    cookies = {key: morsel.value for key, morsel in client.cookies.items()}
    found = {name: asdict(Captured(path, cookies, sql[name])) for name, path in asked.items()}
    Path(file).write_text(json.dumps(found))


def _write_lines(size: int) -> None:
    """A selected place with a plan of three years, and lines of every kind, one in seven without an amount."""
    from areas.models import Authority
    from rollout.workstrands.models import BudgetLine
    from tests.factories.workstrands import OperationalPlanFactory, StrandPlaceFactory

    when = datetime(2012, 1, 1, tzinfo=UTC)
    plan = OperationalPlanFactory(place=StrandPlaceFactory(slug="bench", authority=Authority.objects.first()))
    BudgetLine.objects.bulk_create((_line(plan, number, when) for number in range(size)), batch_size=1000)


def _line(plan: Any, number: int, when: datetime) -> Any:
    from rollout.workstrands.models import BudgetLine

    kinds, resources = BudgetLine.Kind.values, BudgetLine.Community.values
    kind = kinds[number // 3 % 4]
    return BudgetLine(
        plan=plan,
        changed_at=when,
        body=f"Contributing body {number % BODIES}",
        service=f"Service {number * 7 % SERVICES} of the place",
        funding="A grant by its name",
        year=plan.years[number % 3],
        kind=kind,
        community_kind=resources[number // 12 % 6] if kind == "community" else "",
        arrangement=BudgetLine.Arrangement.values[number // 5 % 3],
        amount_pence=None if number % 7 == 0 else number * 1_234_56,
        controlled_by=("community", "authority")[number // 2 % 2],
        confidence="medium",
        evidence="The budget book",
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
