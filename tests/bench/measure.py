"""Measuring: every figure is a p50 taken in the same run, the floor and the operation in turn."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg2

from tests.bench.capture import Captured, hidden_fields
from tests.bench.data import ROOT
from tests.bench.server import Browser, Server

ROUNDS = 60
WARM_UP = 8


@dataclass
class Place:
    """One size of register: its database, its server, the operations captured on it."""

    size: int
    database: str
    server: Server
    operations: dict[str, Captured]
    browser: Browser = field(init=False)
    replay: Any = field(init=False)

    def __post_init__(self) -> None:
        self.browser = Browser(self.server.port)
        self.replay = psycopg2.connect(self.database)


def capture(database: str) -> dict[str, Captured]:
    """Capture the operations on `database`, in a process of its own."""
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        command = [sys.executable, "-m", "tests.bench.capture", database, file.name]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr[-4000:])
        return {name: Captured(**found) for name, found in json.loads(Path(file.name).read_text()).items()}


def replay(place: Place, name: str) -> float:
    """Seconds that the operation's SQL takes through psycopg2 alone; nothing of it stays."""
    took = 0.0
    with place.replay.cursor() as cursor:
        for sql in place.operations[name].statements:
            started = time.perf_counter()
            cursor.execute(sql)
            if cursor.description:
                cursor.fetchall()
            took += time.perf_counter() - started
    place.replay.rollback()
    return took


def fetch(place: Place, name: str) -> float:
    """Seconds that the operation takes over HTTP; a form is fetched anew before it is sent, untimed."""
    operation = place.operations[name]
    if operation.headers:
        return _fetch_api(place, operation)
    if operation.post is None:
        return place.browser.timed(operation.path, operation.cookies)
    _, page = place.browser.send(operation.path, operation.cookies)
    fresh = hidden_fields(page.decode())
    return place.browser.timed(operation.path, operation.cookies, {**operation.post, **fresh})


def _fetch_api(place: Place, operation: Captured) -> float:
    """Seconds that an operation of the API takes; what it changes is read before, untimed, for its ETag."""
    if operation.post is None:
        return place.browser.timed_api(operation.path, operation.headers)
    answer, _ = place.browser.call("GET", operation.read, operation.headers)
    seen = {**operation.headers, "If-Match": answer.headers["ETag"]}
    return place.browser.timed_api(operation.path, seen, operation.post)


def in_turn(tasks: dict[str, Callable[[], float]], rounds: int = ROUNDS) -> dict[str, float]:
    """The p50 in seconds of each task, all run in turn in every round."""
    taken: dict[str, list[float]] = {name: [] for name in tasks}
    for turn in range(WARM_UP + rounds):
        for name, task in tasks.items():
            took = task()
            if turn >= WARM_UP:
                taken[name].append(took)
    return {name: statistics.median(values) for name, values in taken.items()}


def multiple_of_floor(place: Place, name: str, empty: str = "empty") -> tuple[float, float, float]:
    """The operation's p50, its floor F (empty answer + its SQL), both in seconds, and the one over the other."""
    measured = in_turn(
        {
            "empty": lambda: fetch(place, empty),
            "sql": lambda: replay(place, name),
            "page": lambda: fetch(place, name),
        }
    )
    floor = measured["empty"] + measured["sql"]
    return measured["page"], floor, measured["page"] / floor


def growth(places: list[Place], name: str) -> float:
    """The p50 on the largest register over that on the smallest, in turn."""
    small, large = places[0], places[-1]
    measured = in_turn({"small": lambda: fetch(small, name), "large": lambda: fetch(large, name)})
    return measured["large"] / measured["small"]


def download(place: Place) -> tuple[float, float, int, int]:
    """The CSV of the whole register: seconds, seconds of COPY, bytes the worker grew by, and bytes sent."""
    operation = place.operations["csv"]
    place.browser.send(operation.path + "?status=withdrawn", operation.cookies)
    before = place.server.memory()
    started = time.perf_counter()
    status, body = place.browser.send(operation.path, operation.cookies)
    took = time.perf_counter() - started
    grown = place.server.memory() - before
    lines = body.count(b"\r\n")
    if status != 200 or lines < place.size:
        raise RuntimeError(f"the CSV holds {lines} lines, status {status}")
    return took, copy(place), grown, len(body)


# The columns of the export, as they are in the tables.
COPY = """COPY (
    SELECT paper_order, reference, areas_label, issue, detail, departments_label, lead.abbreviation, status, timescale,
        due_on, workstream.name, entry.kind, nature, theme, attention, attention_since, position_text, confidence,
        fresh_at, outcome, outcome_text, outcome_on, persists, raised_on, source, updated_at
    FROM requests_log_loggedrequest entry
    LEFT JOIN areas_department lead ON lead.id = entry.lead_id
    LEFT JOIN requests_log_workstream workstream ON workstream.id = entry.workstream_id
    ORDER BY paper_order
) TO STDOUT (FORMAT csv)"""


def copy(place: Place) -> float:
    """Seconds that COPY takes for the same rows, written to a temporary file."""
    with place.replay.cursor() as cursor, tempfile.TemporaryFile() as file:
        started = time.perf_counter()
        cursor.copy_expert(COPY, file)
        return time.perf_counter() - started
