"""The processes of docker-compose.yml, as real processes on a test's database, broker and mail server.

    with product(tmp_path, broker=valkey_address, mail_port=mailbox.port) as processes:
        web = processes.web()
        one, two = processes.worker("one"), processes.worker("two")
        processes.beat()
        processes.all_ready()
        processes.wait_until(lambda: mailbox.messages, "an email arrives")
        one.kill()          # kill -9, with all that it has started
        one.start()         # again, with the same name, log and port

Each dies with the test, also when the test is killed. What they said is in the failure of `wait_until`.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import requests
import yaml

from cbtracker.embedded.children import Child, free_port
from tests.databases import database_address

T = TypeVar("T")
C = TypeVar("C", bound=Child)
ROOT = Path(__file__).resolve().parents[1]
COMPOSE = ROOT / "docker-compose.yml"
START_WITHIN_SECONDS = 60
LAST_WORDS = 6000
BETWEEN_LOOKS_SECONDS = 0.05
CELERY_IS_READY = (" ready.", "beat: Starting...")


def command_of(service: str) -> list[str]:
    """The command of a service of docker-compose.yml, with the programs of this environment."""
    said = yaml.safe_load(COMPOSE.read_text())["services"][service]["command"]
    program, *arguments = shlex.split(said) if isinstance(said, str) else said
    return [sys.executable, "-m", program, *arguments]


def command_of_image(stage: str) -> list[str]:
    """The command of an image that Dockerfile builds."""
    built = (ROOT / "Dockerfile").read_text().split(f" AS {stage}\n", 1)[1].split("\nFROM ", 1)[0]
    return json.loads(built.rsplit("\nCMD ", 1)[1].split("\n", 1)[0])


def health_check_of(service: str) -> list[str]:
    """The command of docker-compose.yml that asks whether a service is well, with the programs of this environment."""
    kind, program, *arguments = yaml.safe_load(COMPOSE.read_text())["services"][service]["healthcheck"]["test"]
    assert (kind, program) == ("CMD", "python"), f"{service} is asked by a program of its image"
    return [sys.executable, *arguments]


@dataclass
class Web(Child):
    """A gunicorn, or the proxy; `address` has no slash at its end."""

    address: str = ""

    def answers(self) -> bool:
        """Whether it answers at all, without asking its database."""
        try:
            return requests.get(f"{self.address}/healthz", timeout=5).status_code == 200
        except requests.RequestException:
            return False


@dataclass
class Processes:
    """Starts processes in `folder`, where their logs are; `environment` is what all of them have in theirs."""

    folder: Path
    environment: Mapping[str, str]
    children: list[Child] = field(default_factory=list)

    def web(self, name: str = "web", *more: str, workers: int = 2, port: int | None = None, **settings: str) -> Web:
        """Start gunicorn, its command with `more` at its end; `all_ready` waits until it answers."""
        port = port or free_port()
        settings = {"WEB_BIND": f"127.0.0.1:{port}", "WEB_WORKERS": str(workers), **settings}
        web = Web(
            name,
            [*command_of("web"), *more],
            self.folder / f"{name}.log",
            how=self._how({"PROCESS_NAME": name, **settings}),
        )
        web.address = f"http://127.0.0.1:{port}"
        return self._started(web)

    def proxy(self, web: Web, name: str = "proxy") -> Web:
        """Start the proxy in front of `web`: the real Caddy with the file that its image has."""
        address = f"http://127.0.0.1:{free_port()}"
        caddy = [str(Path(sys.executable).with_name("caddy")), *command_of_image("proxy")[1:]]
        command = [part.replace("/etc/caddy", str(ROOT / "proxy")) for part in caddy]
        own = {"XDG_DATA_HOME": str(self.folder), "HOME": str(self.folder), "HEALTH_PORT": str(free_port())}
        to = {"SITE_URL": address, "WEB_HOST": "localhost", "WEB_PORT": web.address.rsplit(":", 1)[1]}
        return self._started(Web(name, command, self.folder / f"{name}.log", how=self._how(own | to), address=address))

    def worker(self, name: str = "worker", *more: str, **settings: str) -> Child:
        """Start a Celery worker, its command with `more` at its end; `all_ready` waits until it takes tasks."""
        return self._celery(name, [*command_of("worker"), "--hostname", f"{name}@%h", *more], settings)

    def beat(self, name: str = "beat", **settings: str) -> Child:
        """Start a scheduler; give each a name of its own."""
        return self._celery(name, command_of("beat"), settings)

    def all_ready(self) -> None:
        """Wait until every process does its work: two at once start in less time than one after the other."""
        for child in self.children:
            self.wait_until(lambda child=child: _is_ready(child) or not child.is_running(), f"{child.name} is ready")
            assert child.is_running(), f"{child.name} ended:\n{child.said()}"

    def health_check(self, service: str, **settings: str) -> int:
        """Ask as the container of `service` is asked; returns the exit code."""
        how = self._how(settings)
        return subprocess.run(health_check_of(service), check=False, capture_output=True, **how).returncode

    def wait_until(self, happened: Callable[[], T], what: str, seconds: float = START_WITHIN_SECONDS) -> T:
        """Wait until `happened()` is true, and return it; fails with the end of every log."""
        deadline = time.monotonic() + seconds
        while not (seen := happened()):
            assert time.monotonic() < deadline, f"Not within {seconds} s: {what}\n{self.said()}"
            time.sleep(BETWEEN_LOOKS_SECONDS)
        return seen

    def said(self) -> str:
        """The end of what each process said."""
        return "\n".join(f"--- {child.name}\n{child.said()[-LAST_WORDS:]}" for child in self.children)

    def _celery(self, name: str, command: list[str], settings: Mapping[str, str]) -> Child:
        log = self.folder / f"{name}.log"
        return self._started(Child(name, command, log, how=self._how({"PROCESS_NAME": name, **settings})))

    def _started(self, child: C) -> C:
        assert child.name not in {one.name for one in self.children}, f"there is a process {child.name} already"
        self.children.append(child)
        child.start()
        return child

    def _how(self, settings: Mapping[str, str]) -> dict[str, Any]:
        return {"cwd": ROOT, "env": {**os.environ, **self.environment, **settings}}


def _is_ready(child: Child) -> bool:
    return child.answers() if isinstance(child, Web) else any(word in child.said() for word in CELERY_IS_READY)


@contextmanager
def product(
    folder: Path, *, broker: str, mail_port: int | None = None, database: str | None = None, **settings: str
) -> Iterator[Processes]:
    """Give processes on `database` (the test's own, where none is named), `broker` and the mail server of `mail_port`.

    They run as a service does, with DEBUG off. Without a mail server they write mail into files in `folder`/mail.
    `settings` are more variables of the environment, for all of them.
    """
    environment = {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DEBUG": "false",
        "DEMONSTRATION": "false",
        "LOG_LEVEL": "INFO",
        "SECRET_KEY": "for-these-processes-" + "x" * 40,
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": "http://127.0.0.1",
        "DATABASE_URL": database or database_address(),
        "CELERY_BROKER_URL": broker,
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}" if mail_port else f"filemail:///{folder / 'mail'}",
    }
    processes = Processes(folder, {**environment, **settings})
    try:
        yield processes
    finally:
        for child in processes.children:
            child.ask_to_end()
        for child in processes.children:
            child.stop()
