"""`./run test`, `./run lint` and `./run faults`: the steps, their servers and one summary."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.servers import postgres, sweep, valkey
from tests.template_database import SQLITE, template_beside

PYTHON = sys.executable
# Who has nothing left takes from the other; the databases go with the folder, and PostgreSQL waits long to drop one.
PYTEST = ["-m", "pytest", "-n", "2", "--dist", "worksteal", "--reuse-db", "-q"]
PREFIX = "cbtracker-suite-"
FOLDERS = ["tests/browser", "tests/conventions", "tests/integration", "tests/unit"]
# What a page looks like does not depend on the database: Chromium looks on PostgreSQL, and walks the journeys on both.
JOURNEYS = "tests/browser/requests_log/test_writing.py"
ON_SQLITE = [JOURNEYS, *FOLDERS[1:]]
# Nor does what needs no database: it runs on SQLite's turn, like the crawl for estimates and the story that is told by
# the demonstration, which are dear. That the demonstration can be loaded is asked on both.
ONCE = [
    *("security/test_canary.py", "security/test_canary_forms.py", "requests_log/test_demo_forms.py"),
    *(f"places/test_demo{part}.py" for part in ("", "_engagement", "_money", "_nominations", "_offer", "_papers")),
    *(f"places/test_demo_{part}.py" for part in ("digests", "proposals", "support", "talks")),
]
ON_POSTGRESQL = [*FOLDERS, "--needs-database", *(f"--ignore=tests/integration/{path}" for path in ONCE)]
FAULTS = "tests/faults"
# The negative controls of the faults, which ./run test asks too: a table of figures is worth as much as they are.
CONTROLS = "tests/integration/faults"
WALKED_AGAIN = ["tests/browser", "--ignore=tests/browser/every_page", CONTROLS]
# What ./run test deals out, tried in full.
DEALT_OUT = ["tests/integration/security/test_paper_input.py"]
OUR_APPS = (
    "web",
    "audit",
    "outbox",
    "health",
    "accounts",
    "areas",
    "requests_log",
    "families",
    "rollout",
    "digests",
    "papers",
    "places",
)
DJANGO = ["-m", "django"]
# Of each step by its name: the arguments for Python, and the environment.
Steps = dict[str, tuple[list[str], dict[str, str]]]
# What a step prints, in the order in which it does.
TOGETHER: Any = {
    "stdin": subprocess.DEVNULL,
    "stdout": subprocess.PIPE,
    "stderr": subprocess.STDOUT,
    "text": True,
    "errors": "replace",
}
LINT = {
    "mypy": ["-m", "mypy"],
    "ruff check": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "import contracts": ["-c", "from importlinter.cli import lint_imports_command as lint; lint()"],
    "djlint": ["-m", "djlint", "templates", "--lint", "--quiet"],
    "migrations complete": [*DJANGO, "makemigrations", "--check", "--dry-run", "--settings=tests.settings"],
}
LINT_MIGRATIONS = [*DJANGO, "lintmigrations", "--settings=tests.settings", "--no-cache", "--include-apps", *OUR_APPS]


@dataclass(frozen=True)
class Outcome:
    """How one step ended: its exit code, seconds, the last line that it printed, and seconds of the processors."""

    name: str
    code: int
    seconds: float
    last_line: str
    cpu: float = 0


def cpu_seconds() -> float:
    """What the processes that have ended have taken of the processors: unlike the clock it knows no neighbours."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run_step(name: str, arguments: list[str], environment: dict[str, str]) -> Outcome:
    """Run Python with `arguments`, showing what it prints."""
    print(f"\n=== {name}", flush=True)
    started, before, last_line = time.monotonic(), cpu_seconds(), ""
    process = subprocess.Popen([PYTHON, *arguments], env=environment, **TOGETHER)
    assert process.stdout is not None
    with process:
        try:
            for line in process.stdout:
                print(line, end="", flush=True)
                last_line = line.strip(" =\n") or last_line
        except BaseException:
            process.terminate()
            raise
    return Outcome(name, process.returncode, time.monotonic() - started, last_line, cpu_seconds() - before)


def lint(environment: dict[str, str], beside: Steps | None = None) -> Iterator[Outcome]:
    """Run every check that needs no test, and what is `beside`, two at a time; what each prints is shown at its end."""
    steps = {**(beside or {}), **{name: (arguments, environment) for name, arguments in LINT.items()}}
    with ThreadPoolExecutor(2) as pool:
        for name, ended in [(name, pool.submit(_quietly, *step)) for name, step in steps.items()]:
            seconds, process = ended.result()
            print(f"\n=== {name}\n{process.stdout}", end="", flush=True)
            yield Outcome(name, process.returncode, seconds, "")


def _quietly(arguments: list[str], environment: dict[str, str]) -> tuple[float, subprocess.CompletedProcess[str]]:
    started = time.monotonic()
    process = subprocess.run([PYTHON, *arguments], env=environment, check=False, **TOGETHER)
    return time.monotonic() - started, process


def pytest_on(database: str, environment: dict[str, str], arguments: list[str]) -> Outcome:
    """Run pytest on the database that `environment` names."""
    return run_step(f"pytest on {database}", [*PYTEST, *arguments], environment)


def test(environment: dict[str, str], arguments: list[str]) -> Iterator[Outcome]:
    """Lint, then all tests on SQLite and on PostgreSQL; with `arguments`, pytest alone with them."""
    with ExitStack() as stack:
        on_sqlite = {**environment, "CELERY_BROKER_URL": stack.enter_context(valkey())}
        address = stack.enter_context(postgres())
        on_postgresql = {**on_sqlite, "DATABASE_URL": address}
        if not arguments:
            on_sqlite["TEMPLATE_DATABASE"] = template_beside(f"{SQLITE}{tempfile.gettempdir()}/")
            on_postgresql["TEMPLATE_DATABASE"] = template_beside(address)
            yield from lint(environment, _beside_lint(on_sqlite, on_postgresql))
        yield pytest_on("SQLite", on_sqlite, arguments or ON_SQLITE)
        yield pytest_on("PostgreSQL", on_postgresql, arguments or ON_POSTGRESQL)


def _beside_lint(on_sqlite: dict[str, str], on_postgresql: dict[str, str]) -> Steps:
    """What takes one processor for long: the other one has something to do meanwhile."""
    template = ["-m", "tests.template_database"]
    return {
        "migrations safe": (LINT_MIGRATIONS, on_postgresql),
        "migrate SQLite": ([*template, on_sqlite["TEMPLATE_DATABASE"]], on_sqlite),
        "migrate PostgreSQL": ([*template, on_postgresql["TEMPLATE_DATABASE"]], on_postgresql),
    }


def long_tests(folder: str, environment: dict[str, str], arguments: list[str]) -> Iterator[Outcome]:
    """Run the tests of `folder` on PostgreSQL, one after the other, showing what they print.

    The long ones also walk every journey again, each of its pages being read by axe at every width, and try in full
    what ./run test deals out. A first argument that is the name of a folder in `folder`, such as digests, runs that
    alone.
    """
    if arguments and Path(folder, arguments[0]).is_dir():
        folder, arguments = f"{folder}/{arguments[0]}", arguments[1:] or [CONTROLS]
    arguments = arguments or ([*WALKED_AGAIN, *DEALT_OUT] if folder == FAULTS else [])
    with postgres() as database, valkey() as broker:
        environment = {
            **environment,
            "DATABASE_URL": database,
            "CELERY_BROKER_URL": broker,
            "EVERY_WIDTH": "1",
            "EVERY_CASE": "1",
        }
        yield run_step(f"{folder} on PostgreSQL", ["-m", "pytest", "-s", folder, *arguments], environment)


def outcomes(verb: str, environment: dict[str, str], arguments: list[str]) -> Iterator[Outcome]:
    """The steps of `verb`, as they end."""
    if verb == "lint":
        return lint(environment)
    if verb == "test":
        return test(environment, arguments)
    return long_tests(f"tests/{verb}", environment, arguments)


def summarise(ended: list[Outcome]) -> int:
    """Print one line per step; returns 0 when every one passed."""
    print("\n=== Summary")
    for outcome in ended:
        passed = "passed" if outcome.code == 0 else "FAILED"
        detail = f"  {outcome.last_line}" if outcome.name.startswith(("pytest", "tests")) else ""
        detail += f"  ({outcome.cpu:.0f} s of the processors)" if outcome.cpu else ""
        print(f"{passed}  {outcome.seconds:6.1f} s  {outcome.name}{detail}")
    failed = [outcome.name for outcome in ended if outcome.code != 0]
    print(f"FAILED: {', '.join(failed)}" if failed else "Everything passed.", flush=True)
    return 1 if failed else 0


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder for everything that the tests leave behind, removed at the end; root's is open to nobody."""
    sweep(PREFIX)
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main(verb: str, arguments: list[str]) -> int:
    """Run the steps of `verb` and print their summary; returns the exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with temporary_folder() as folder:
        tempfile.tempdir = str(folder)
        environment = {**os.environ, "TMPDIR": str(folder), "DEBUG": "true", "DEMONSTRATION": "true"}
        return summarise(list(outcomes(verb, environment, arguments)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
