"""Status changes over HTTP by several people, each measured, and what must hold afterwards."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from requests_log.models import Action, LoggedRequest, Position, Revision
from tests.integration.requests_log.writers import WON, Writer


@dataclass(frozen=True)
class Change:
    """One form that was sent: its words, the answer's status, and seconds until it came."""

    text: str
    status: int
    seconds: float


def change_many(address: str, emails: Sequence[str], entries: Sequence[LoggedRequest], each: int) -> list[Change]:
    """Let each person of `emails` change one of `entries` so often, all at the same time."""
    with ThreadPoolExecutor(len(emails)) as pool:
        done = pool.map(lambda pair: _change(address, *pair, each), zip(emails, entries, strict=True))
        return [change for changes in done for change in changes]


def _change(address: str, email: str, entry: LoggedRequest, times: int) -> list[Change]:
    writer, path = Writer(address, email), f"/requests/{entry.reference}/position/"
    return [_one_change(writer, path, f"{entry.reference}: change {turn}") for turn in range(times)]


def _one_change(writer: Writer, path: str, text: str) -> Change:
    form = writer.open(path)
    began = time.monotonic()
    answer = writer.send(path, {**form, "text": text, "audience": "areas", "next_step": ""})
    return Change(text, answer.status_code, time.monotonic() - began)


def unsaved(changes: Sequence[Change]) -> list[str]:
    """Those that were answered with an error, or of which there is no position or no revision."""
    positions = set(Position.objects.values_list("text", flat=True))
    told = Revision.objects.filter(action=Action.POSITION).values_list("data", flat=True)
    revisions = {data["position"]["text"] for data in told}
    return [
        f"{one.text}: {one.status}"
        for one in changes
        if one.status != WON or one.text not in positions or one.text not in revisions
    ]


def ninety_fifth(changes: Sequence[Change]) -> float:
    """Seconds within which 95 of 100 answers came."""
    return statistics.quantiles([one.seconds for one in changes], n=20)[-1]
