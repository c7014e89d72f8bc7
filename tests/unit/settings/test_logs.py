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


def log_of(processors) -> tuple[logging.Logger, io.StringIO]:
    """A log whose handler has these processors, and what it has written."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(ProcessorFormatter(processors=processors))
    log = logging.Logger("test")
    log.addHandler(handler)
    return log, out


def said_of_a_fault(processors) -> str:
    """What a handler with these processors writes of a fault in a function that was handed a secret."""
    log, out = log_of(processors)
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


TOKEN = "cbt_" + "aB3-_xyz" * 5 + "012"


def said_of_a_token(processors) -> str:
    """What is written when a token comes as the message, as one of its values, in a field and in a fault."""
    log, out = log_of(processors)
    log.warning("refused %s", {"Authorization": f"Bearer {TOKEN}"})
    log.warning({"event": f"refused {TOKEN}", "header": TOKEN, "token": [TOKEN]})
    try:
        raise ValueError(f"no such token: {TOKEN}")
    except ValueError:
        log.exception("it_broke")
    return out.getvalue()


@pytest.mark.parametrize("readable", [True, False])
def test_an_access_token_is_in_no_line_wherever_it_came_from(readable):
    processors = logging_settings(readable=readable)["formatters"]["lines"]["processors"]
    said = said_of_a_token(processors)
    assert said.count("cbt_…") >= 3
    assert TOKEN[4:] not in said
    assert TOKEN in said_of_a_token(processors[:-1]), "the negative control: without the last processor it is"
