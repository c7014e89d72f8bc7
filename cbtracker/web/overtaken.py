"""What a writer learns who saw an older version than the one that is there (DESIGN rule 4)."""

from __future__ import annotations

from typing import Any


class Overtaken(Exception):
    """Somebody else changed the record first. `current` is the record as it is now; None if it is gone.

    Nothing was written. Each app has its own kind, so that a page can tell whose record it was.
    """

    def __init__(self, current: Any = None, message: str = "The record was changed by somebody else.") -> None:
        super().__init__(message)
        self.current = current
