"""Lists of what is still to be done before something is sent."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Task:
    """One line of the task list; without an address it cannot be started yet."""

    title: str
    status: str
    href: str = ""
    hint: str = ""
    is_done: bool = False
