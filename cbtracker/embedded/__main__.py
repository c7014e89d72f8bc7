"""`python -m cbtracker.embedded COMMAND …`: the web server that COMMAND starts, with worker, beat and a Valkey.

For one person on one machine: `./run`. The web server's end is the end of all; another one that ends is started again,
and both are said. CELERY_BROKER_URL, where it is set, is used in place of a Valkey.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cbtracker.embedded.children import Child, free_port
from cbtracker.embedded.valkey import address_of, valkey_on

FOLDER = Path("var/embedded")
LOOK_EVERY_SECONDS = 0.25
LONGEST_WAIT_SECONDS = 30.0
STEADY_AFTER_SECONDS = 60.0
CELERY = [sys.executable, "-m", "celery", "--quiet", "-A", "cbtracker.celery"]
# One process and one drainer, which is all that SQLite takes.
WORKER = [*CELERY, "worker", "--pool=solo", "--without-gossip", "--without-mingle", "--loglevel=WARNING"]
BEAT = [*CELERY, "beat", "--loglevel=WARNING"]


def say(text: str) -> None:
    """Tell the person at the keyboard."""
    print(f"cbtracker: {text}", file=sys.stderr, flush=True)  # noqa: T201


@dataclass
class Kept:
    """A child that is started again when it ends: at once, later if it ends again and again."""

    child: Child
    started_at: float = 0.0
    wait: float = 0.0
    again_at: float | None = None

    def look(self, now: float) -> None:
        """Start it when it is time, and notice when it has ended; `now` in seconds of the monotonic clock."""
        if self.child.is_running():
            return
        if self.again_at is None:
            self._plan(now)
        elif now >= self.again_at:
            self.start(now)

    def start(self, now: float) -> None:
        """Start it."""
        self.started_at, self.again_at = now, None
        self.child.start()

    def _plan(self, now: float) -> None:
        steady = now - self.started_at > STEADY_AFTER_SECONDS
        self.wait = 1.0 if steady or not self.wait else min(self.wait * 2, LONGEST_WAIT_SECONDS)
        self.again_at = now + self.wait
        code = self.child.kill()
        say(f"the {self.child.name} ended by itself (code {code}); it starts again in {self.wait:.0f} s")


@dataclass
class Household:
    """The web server and those it lives with, started and ended together."""

    web: Child
    others: list[Kept]
    ended: threading.Event = field(default_factory=threading.Event)
    asked_by: int = 0

    def end(self, number: int, _frame: object) -> None:
        """Handle Ctrl-C and SIGTERM."""
        self.asked_by = number
        self.ended.set()

    def run(self) -> int:
        """Start all, and return the exit code when all have ended."""
        try:
            for other in self.others:
                other.start(time.monotonic())
            self.web.start()
            while self.web.is_running() and not self.ended.wait(LOOK_EVERY_SECONDS):
                for other in self.others:
                    other.look(time.monotonic())
        finally:
            code = self._end_all()
        if not self.asked_by:
            say(f"the web server ended by itself (code {code}), so the others were ended too")
            return code or 1
        return 0 if self.asked_by == signal.SIGINT else 128 + self.asked_by

    def _end_all(self) -> int:
        children = [self.web, *(other.child for other in self.others)]
        for child in children:
            child.ask_to_end()
        code, *_ = [child.stop() for child in children]
        return code


def household(web: Sequence[str], folder: Path) -> Household:
    """Put together the web server of the command `web`, worker, beat and, where no broker is named, a Valkey."""
    environment = dict(os.environ)
    others = []
    if not environment.get("CELERY_BROKER_URL"):
        port = free_port()
        others.append(valkey_on(port, folder))
        environment["CELERY_BROKER_URL"] = address_of(port)
    quieter = {"env": {"LOG_LEVEL": "WARNING", **environment}}
    others += [Child("worker", WORKER, how=quieter), Child("beat", BEAT, how=quieter)]
    server = Child("web server", [sys.executable, *web], how={"env": environment})
    return Household(server, [Kept(child) for child in others])


def main(web: Sequence[str]) -> int:
    """Run everything until the web server ends or somebody ends it; returns the exit code."""
    folder = FOLDER.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    everyone = household(web, folder)
    signal.signal(signal.SIGINT, everyone.end)
    signal.signal(signal.SIGTERM, everyone.end)
    return everyone.run()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
