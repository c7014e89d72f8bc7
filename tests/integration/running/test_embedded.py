"""`python -m cbtracker.embedded`, as `./run` starts it: all at once, and nothing left however it ends."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
import requests

from cbtracker.embedded import __main__ as embedded
from cbtracker.embedded.__main__ import Kept
from cbtracker.embedded.children import Child, free_port
from tests.databases import database_address

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 90


def wait_until(happened: Callable[[], object], what: str, log: Path, seconds: float = PATIENCE) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, f"Not within {seconds} s: {what}\n{log.read_text(errors='replace')}"
        time.sleep(0.05)


def still_running(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Those that run; one that is dead and that nobody has asked after does not."""
    return [one for one in processes if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]


class Household:
    """What `./run` starts, after it has set up."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.port, self.log = free_port(), folder / "log"
        environment = {name: value for name, value in os.environ.items() if name != "CELERY_BROKER_URL"}
        environment |= {"DEBUG": "true", "DATABASE_URL": database_address(), "PYTHONPATH": str(ROOT), **settings}
        command = [sys.executable, "-m", "cbtracker.embedded", str(ROOT / "manage.py"), "runserver"]
        with self.log.open("wb") as output:
            self.process = psutil.Popen(
                [*command, f"127.0.0.1:{self.port}"], cwd=folder, env=environment, stdout=output, stderr=output
            )

    def is_well(self) -> bool:
        try:
            return requests.get(f"http://127.0.0.1:{self.port}/healthz/background", timeout=5).status_code == 200
        except requests.RequestException:
            return False

    def one(self, word: str) -> psutil.Process | None:
        return next((child for child in self.process.children() if word in " ".join(child.cmdline())), None)

    def all(self) -> list[psutil.Process]:
        return self.process.children(recursive=True)


@pytest.fixture
def household(tmp_path, transactional_db):
    started = Household(tmp_path)
    yield started
    if started.process.poll() is None:
        started.process.send_signal(signal.SIGTERM)
        started.process.wait(PATIENCE)


def test_one_command_runs_all_starts_again_what_dies_and_leaves_nothing_behind(household):
    wait_until(household.is_well, "web, worker and beat run", household.log)
    assert [each.laddr.ip for each in household.one("valkey").net_connections() if each.status == "LISTEN"] == [
        "127.0.0.1"
    ]

    killed = household.one("worker")
    killed.kill()
    wait_until(lambda: "the worker ended by itself" in household.log.read_text(), "it is said", household.log, 10)
    wait_until(lambda: household.one("worker"), "it is started again", household.log, 20)

    everything = household.all()
    assert len(everything) >= 5
    household.process.send_signal(signal.SIGINT)
    assert household.process.wait(PATIENCE) == 0
    assert not still_running(everything)


def test_nothing_is_left_when_it_is_killed(household):
    wait_until(lambda: len(household.all()) > 4, "all were started, and what watches the code", household.log)
    everything = household.all()
    household.process.kill()
    household.process.wait(PATIENCE)
    wait_until(lambda: not still_running(everything), "all ended", household.log)
    assert len(everything) > 4


def test_the_end_of_the_web_server_is_the_end_of_all_and_is_said(household):
    wait_until(lambda: len(household.process.children()) == 4, "four were started", household.log)
    everything = household.all()
    household.one("runserver").kill()
    assert household.process.wait(PATIENCE) != 0
    assert "the web server ended by itself" in household.log.read_text()
    assert not still_running(everything)


def test_a_broker_of_ones_own_is_used_in_place_of_a_valkey(tmp_path, monkeypatch):
    monkeypatch.setenv("CELERY_BROKER_URL", "redis://broker.example.org/0")
    mine = embedded.household(["manage.py"], tmp_path)
    assert [kept.child.name for kept in mine.others] == ["worker", "beat"]
    monkeypatch.delenv("CELERY_BROKER_URL")
    everyone = embedded.household(["manage.py"], tmp_path)
    assert [kept.child.name for kept in everyone.others] == ["valkey", "worker", "beat"]
    addresses = {one.how["env"]["CELERY_BROKER_URL"] for one in (everyone.web, everyone.others[1].child)}
    assert len(addresses) == 1
    assert addresses != {"redis://broker.example.org/0"}


def test_what_ends_again_and_again_is_started_again_later_each_time(tmp_path):
    kept = Kept(Child("worker", ["false"]))
    kept.start(0)
    waits = []
    for now in (1.0, 10.0, 20.0, 40.0, 80.0, 160.0):
        kept.child.process.wait()
        kept.look(now)
        waits.append(kept.wait)
        kept.start(now)
    assert waits == [1.0, 2.0, 4.0, 8.0, 16.0, 1.0]
