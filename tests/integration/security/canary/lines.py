"""Keeps what is logged."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager


class _Lines(logging.Handler):
    """Keeps every line as it would be written, with the traceback of what went wrong."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(logging.Formatter())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{self.format(record)} {record.__dict__.get('request', '')}")


@contextmanager
def logged() -> Iterator[list[str]]:
    """The lines that are logged meanwhile, whichever logger they are of."""
    handler = _Lines()
    loggers = [logging.getLogger(name) for name in ("", "django", "celery")]
    for logger in loggers:
        logger.addHandler(handler)
    try:
        yield handler.lines
    finally:
        for logger in loggers:
            logger.removeHandler(handler)
