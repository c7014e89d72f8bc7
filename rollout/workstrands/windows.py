"""When outline proposals can be sent: from the first day of a published prospectus to its last, both included."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from cbtracker.web.formats import as_date
from rollout.workstrands.models import Prospectus


class Window(StrEnum):
    """Where the prospectus of a workstrand stands; the values are its tag."""

    NONE = "No prospectus yet"
    DRAFT = "Not published"
    COMING = "Not open yet"
    OPEN = "Open"
    CLOSED = "Closed"


def window_on(prospectus: Prospectus | None, day: date) -> Window:
    """Where `prospectus` stands on `day`, a day in London."""
    if prospectus is None:
        return Window.NONE
    if prospectus.published_at is None:
        return Window.DRAFT
    if day < prospectus.opens_on:
        return Window.COMING
    return Window.CLOSED if day > prospectus.closes_on else Window.OPEN


def said_of(prospectus: Prospectus | None, day: date) -> str:
    """In a sentence, whether outline proposals can be sent on `day`, and from or until when."""
    window = window_on(prospectus, day)
    if prospectus is None or window is Window.DRAFT:
        return "No prospectus has been published yet, so outline proposals cannot be sent"
    if window is Window.COMING:
        return f"Outline proposals can be sent from {as_date(prospectus.opens_on)}"
    if window is Window.CLOSED:
        return f"The time for outline proposals ended on {as_date(prospectus.closes_on)}"
    return f"Outline proposals can be sent until the end of {as_date(prospectus.closes_on)}"
