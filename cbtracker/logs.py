"""What the processes of cbtracker write to standard error: one JSON object a line, or text where a person reads."""

from __future__ import annotations

import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_KEY_IN_ADDRESS = re.compile(
    r"(/invitations/|/nominations/sign/|/workstrands/outlines/sign/|/password/reset/key/|/calendars/"
    r"|/digest/choice/|/digest/stop/)[^/\s?]+"
)
# What django.core.signing adds to a key, wherever it stands: also in an address that a mail program has mangled.
_SIGNATURE = re.compile(r"(?<=:)[\w-]{43}(?![\w-])", re.ASCII)
# Access tokens to the API, wherever they stand.
_ACCESS_TOKEN = re.compile(r"cbt_[\w-]+", re.ASCII)

# PostgreSQL quotes the whole row that it refuses, and what somebody typed may have any number of lines.
_ROW = re.compile(r"^DETAIL:.*?(?=^The above exception |^During handling |\Z)", re.MULTILINE | re.DOTALL)


def without_secrets(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Take out of a line what opens a door and what was typed (queries).

    Doors are the keys of invitations, sign-offs, resets, calendars and the links of digests.
    """
    for name in ("event", "request"):
        if isinstance(event.get(name), str):
            event[name] = _SIGNATURE.sub("…", _KEY_IN_ADDRESS.sub(r"\1…", event[name]))
    if isinstance(event.get("request"), str):
        event["request"] = event["request"].partition("?")[0]
    return event


def without_rows(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Take the row that a database refused out of a traceback: it may hold estimates, notes and people's addresses."""
    if isinstance(event.get("exception"), str):
        event["exception"] = _ROW.sub("DETAIL: left out\n\n", event["exception"])
    return event


def without_tokens(_logger: Any, _method: str, line: str) -> str:
    """Take access tokens out of the line as it is written, whichever of its parts they came in."""
    return _ACCESS_TOKEN.sub("cbt_…", line)


# Applied to cbtracker's own lines and, through the formatter, to those of Django, Celery and gunicorn alike.
SHARED_PROCESSORS: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.stdlib.PositionalArgumentsFormatter(),
    without_secrets,
    structlog.processors.StackInfoRenderer(),
]


def configure_structlog() -> None:
    """Hand structlog's events to the standard library's logging, which `logging_settings` describes."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED_PROCESSORS,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def _readable() -> structlog.dev.ConsoleRenderer:
    """Lines for people. A fault comes without the values of its variables, among which are passwords and keys."""
    return structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback)


def logging_settings(*, readable: bool, level: str = "INFO") -> dict[str, Any]:
    """Return a `logging.config` dictionary: text when `readable`, JSON otherwise."""
    rendered = (
        [_readable()]
        if readable
        else [structlog.processors.format_exc_info, without_rows, structlog.processors.JSONRenderer()]
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": SHARED_PROCESSORS,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *rendered, without_tokens],
            }
        },
        "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["lines"], "level": level},
        "loggers": {
            name: {"handlers": ["lines"], "level": level, "propagate": False}
            for name in ("django", "celery", "gunicorn.error")
        }
        # One line a request comes from django_structlog; the servers' own would say it twice.
        | {name: {"handlers": [], "propagate": False} for name in ("django.server", "gunicorn.access")},
    }
