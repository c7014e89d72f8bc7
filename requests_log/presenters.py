"""How requests look in words: labels, tag colours, dates. Fixed strings, so that a list of them costs little."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from cbtracker.web.formats import as_date, as_datetime
from requests_log.models import Attention, Confidence, Kind, Nature, Outcome, Status, Timescale

STATUS_COLOURS = {
    Status.RAISED.value: "blue",
    Status.ACCEPTED.value: "light-blue",
    Status.IN_HAND.value: "turquoise",
    Status.ADDRESSED.value: "green",
    Status.REOPENED.value: "purple",
    Status.WITHDRAWN.value: "grey",
    Status.DUPLICATE.value: "grey",
}
CONFIDENCE_COLOURS = {
    Confidence.ON_TRACK.value: "",
    Confidence.AT_RISK.value: "yellow",
    Confidence.OFF_TRACK.value: "orange",
}
LABELS: dict[str, dict[str, str]] = {
    "status": dict(Status.choices),
    "timescale": dict(Timescale.choices),
    "kind": dict(Kind.choices),
    "nature": dict(Nature.choices),
    "attention": dict(Attention.choices),
    "confidence": dict(Confidence.choices),
    "outcome": dict(Outcome.choices),
}


def label_of(name: str, value: str) -> str:
    """The words for the `value` of the field `name`; blank for blank."""
    return LABELS[name].get(value, value) if value else ""


def shortened(text: str, length: int) -> str:
    """`text` on one line, cut at a word to at most `length` characters, with an ellipsis where it was cut."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line[: length - 1].rsplit(" ", 1)[0] or line[: length - 1]
    return f"{cut.rstrip(',.;:')}…"


def value_text(name: str, value: Any) -> str:
    """One recorded value as the page that compares revisions prints it; blank: "Not given"."""
    if value in (None, "", [], {}):
        return "Not given"
    if name in LABELS:
        return label_of(name, value)
    if name.endswith("_on") or name == "attention_since":
        return as_date(date.fromisoformat(value))
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return str(value)


def moment_text(moment: Any) -> str:
    """A moment in London: the date alone where it is midnight there, as for what a paper dated."""
    if not moment:
        return ""
    local = timezone.localtime(moment)
    return as_date(moment) if (local.hour, local.minute) == (0, 0) else as_datetime(moment)
