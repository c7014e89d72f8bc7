"""What other people do between two examples of the guide: those who have no token, such as who signs a nomination."""

from __future__ import annotations

from collections.abc import Callable

MEANWHILE: dict[str, Callable[[], None]] = {}
