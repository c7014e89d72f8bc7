"""Programs that die with the process that started them, also when that process is killed. Linux only."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG = 1
PATIENCE = 20
"""Seconds that a program has to end by itself before it is killed."""


def free_port() -> int:
    """Return a port of 127.0.0.1 on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def die_with_parent(parting: signal.Signals) -> Callable[[], None]:
    """Return what a child calls before it becomes its program, so that it gets `parting` when its parent has died.

    Its parent is the thread that started it: start children from a thread that lasts.
    """
    libc = ctypes.CDLL(None)

    def set_death_signal() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(parting))

    return set_death_signal


@dataclass
class Child:
    """One program: `command`, what it says in the file `log` (None: where we say it), and the signal that ends it.

    `how` is passed to subprocess (env, cwd, user, …). It has a process group of its own: Ctrl-C reaches it through us.
    """

    name: str
    command: Sequence[str]
    log: Path | None = None
    parting: signal.Signals = signal.SIGTERM
    how: dict[str, Any] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, or start it again; what it says is added to its log."""
        output = self.log.open("ab") if self.log else None
        try:
            self.process = subprocess.Popen(  # noqa: S603 our own commands
                list(self.command),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT if output else None,
                preexec_fn=die_with_parent(self.parting),
                process_group=0,
                **self.how,
            )
        finally:
            if output:
                output.close()

    @property
    def pid(self) -> int:
        """The number of its process. Raises RuntimeError before it was started."""
        if self.process is None:
            raise RuntimeError(f"{self.name} was not started")
        return self.process.pid

    def is_running(self) -> bool:
        """Whether it was started and has not ended."""
        return self.process is not None and self.process.poll() is None

    def ask_to_end(self) -> None:
        """Send it the signal that ends it, and do not wait."""
        if self.is_running():
            os.kill(self.pid, self.parting)

    def stop(self, patience: float = PATIENCE) -> int:
        """End it, by force after `patience` seconds, with all that it has started; returns its exit code."""
        self.ask_to_end()
        if self.process is not None:
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=patience)
        return self.kill()

    def kill(self) -> int:
        """`kill -9` to it and to all that it has started; returns its exit code."""
        if self.process is None:
            return 0
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        return self.process.wait()

    def said(self) -> str:
        """What it wrote to its log; blank without one."""
        return self.log.read_text(errors="replace") if self.log and self.log.exists() else ""
