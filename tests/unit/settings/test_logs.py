"""What is written of a fault: where it happened and what it said, never the values that the program held."""

from __future__ import annotations

import io
import logging

import pytest
import structlog
from structlog.stdlib import ProcessorFormatter

from cbtracker.logs import logging_settings

SECRET = "hunter2-and-more"


def log_in(password: str) -> None:
    raise ConnectionError("the mail server said no")


def said_of_a_fault(processors) -> str:
    """What a handler with these processors writes of a fault in a function that was handed a secret."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(ProcessorFormatter(processors=processors))
    log = logging.Logger("test")
    log.addHandler(handler)
    try:
        log_in(SECRET)
    except ConnectionError:
        log.exception("outbox_sending_failed")
    return out.getvalue()


@pytest.mark.parametrize("readable", [True, False])
def test_a_fault_is_logged_without_the_values_of_its_variables(readable):
    said = said_of_a_fault(logging_settings(readable=readable)["formatters"]["lines"]["processors"])
    assert "the mail server said no" in said
    assert "log_in" in said
    assert SECRET not in said


def test_what_structlog_writes_for_people_by_itself_would_hold_them():
    """The negative control."""
    by_itself = [ProcessorFormatter.remove_processors_meta, structlog.dev.ConsoleRenderer(colors=False)]
    assert SECRET in said_of_a_fault(by_itself)
