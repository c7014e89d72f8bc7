"""Processes of this test's own: forked, on its database, and killed as the system kills them.

A fork starts in a moment, where a new Python with the product in it takes seconds of a processor.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable
from multiprocessing import get_context
from typing import Any

from django.db import connections

FORKING: Any = get_context("fork")
PATIENCE = 120


def start(work: Callable[[], object]) -> int:
    """Run `work` in a process of its own, with a connection of its own; returns its number."""
    # A connection that two processes hold ends for both when it ends for one.
    connections.close_all()
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        signal.alarm(PATIENCE)
        work()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        connections.close_all()
        sys.stderr.flush()
        os._exit(code)


def ended_well(pid: int) -> bool:
    """Wait for the process; whether it ended by itself and without an error."""
    return os.waitpid(pid, 0)[1] == 0


def kill(pid: int) -> None:
    """`kill -9`."""
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def all_at_once(count: int, work: Callable[[int], object]) -> bool:
    """Run `work(0)` … `work(count - 1)` in processes at the same time; whether all ended without an error."""
    pids = [start(lambda number=number: work(number)) for number in range(count)]
    ended = [ended_well(pid) for pid in pids]
    return all(ended)
