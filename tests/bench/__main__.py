"""`./run bench [--sizes 1000,10000,100000]`: prints each figure beside the figure asked for (issue 2 §7)."""

from __future__ import annotations

import argparse
import json
import os
import sys
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.bench.api import ASKED as API
from tests.bench.api import LABELS as API_LABELS
from tests.bench.budget import ASKED as BUDGET
from tests.bench.budget import LINES as BUDGET_LINES
from tests.bench.budget import MOST as BUDGET_MOST
from tests.bench.budget import budget_seconds
from tests.bench.changes import ASKED as CHANGES
from tests.bench.changes import CHANGED, MOST, changes_seconds
from tests.bench.changes import REQUESTS as COMPARED
from tests.bench.coverage import ASKED as COVERAGE
from tests.bench.coverage import AUTHORITIES, FEW, STEPS, coverage_seconds
from tests.bench.coverage import MORE as COVERAGE_MORE
from tests.bench.coverage import MOST as COVERAGE_MOST
from tests.bench.data import ROOT, load, manage
from tests.bench.digests import ASKED as DIGESTS
from tests.bench.digests import MOST_GROWTH as DIGESTS_GROWTH
from tests.bench.digests import MOST_PER_HUNDRED, PEOPLE, digest_seconds
from tests.bench.digests import REQUESTS as DIGESTED
from tests.bench.families import ASKED as FAMILIES
from tests.bench.families import ASKED_SMALL, MOST_GROWTH, SMALL_AREAS, apportion_seconds
from tests.bench.issuing import ASKED as ISSUING
from tests.bench.issuing import issuing_seconds
from tests.bench.measure import Place, capture, download, growth, multiple_of_floor
from tests.bench.papers import paper_seconds
from tests.bench.server import gunicorn
from tests.bench.timeline import ASKED as TIMELINE
from tests.bench.timeline import ENTRIES, timeline_seconds
from tests.bench.timeline import MOST as TIMELINE_MOST
from tests.servers import postgres

# What is asked of pages; of the API: tests/bench/api.py.
ASKED = {"list": (3.0, 6), "detail": (2.2, 7), "position": (2.0, 10), "search": (2.5, 6)}
LABELS = {
    "list": "List, by department and status, 25 rows",
    "detail": "Detail with its history",
    "position": "State a position (POST)",
    "search": "Full-text search",
    "deep": "Deep page of the list",
}
GROWTH = 1.25


@dataclass
class Figure:
    """One line of the result."""

    what: str
    measured: str
    asked: str
    reached: bool
    detail: str = ""


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def speeds(place: Place) -> list[Figure]:
    """The multiples of the floor on one register, with their statements: of pages, and of the API."""
    return [*_multiples(place, ASKED, LABELS, "empty"), *_multiples(place, API, API_LABELS, "api_empty")]


def _multiples(place: Place, asked: dict[str, tuple[float, int]], labels: dict[str, str], empty: str) -> list[Figure]:
    figures = []
    for name, (multiple, most) in asked.items():
        took, floor, ratio = multiple_of_floor(place, name, empty)
        count = place.operations[name].count
        figures.append(
            Figure(
                f"{labels[name]}, {place.size:,} requests",
                f"{ratio:.2f} F, {count} statements",
                f"<= {multiple} F, <= {most}",
                ratio <= multiple and count <= most,
                f"p50 {took * 1000:.1f} ms, F {floor * 1000:.1f} ms",
            )
        )
    return figures


def growths(places: list[Place]) -> list[Figure]:
    """How list, deep page, detail and the operations of the API grow from the smallest register to the largest."""
    span = f"{places[0].size:,} to {places[-1].size:,} requests"
    labels = {**LABELS, **API_LABELS}
    figures = []
    for name in ("list", "deep", "detail", *API):
        ratio = growth(places, name)
        counts = {place.operations[name].count for place in places}
        figures.append(
            Figure(
                f"Growth of: {labels[name]}, {span}",
                f"{ratio:.2f} x, statements {'same' if len(counts) == 1 else sorted(counts)}",
                f"<= {GROWTH} x, same",
                ratio <= GROWTH and len(counts) == 1,
            )
        )
    return figures


def downloads(places: list[Place]) -> list[Figure]:
    """The CSV of each register against COPY, and what the worker grew by."""
    figures = []
    for place in places:
        took, copied, grown, size = download(place)
        figures.append(
            Figure(
                f"CSV of {place.size:,} requests",
                f"{took / copied:.1f} x COPY, worker + {grown / 2**20:.1f} MB",
                "<= 5 x COPY, <= + 20 MB",
                took <= 5 * copied and grown <= 20 * 2**20,
                f"{took:.2f} s, COPY {copied:.2f} s, {size / 2**20:.1f} MB sent",
            )
        )
    return figures


def papers() -> list[Figure]:
    """The board paper of 500 requests in the formats that take longest."""
    return [
        Figure(f"Board paper of 500 requests, {format.upper()}", f"{took:.2f} s", f"<= {asked} s", took <= asked)
        for format, asked, took in paper_seconds()
    ]


def issued(server: str) -> Figure:
    """Issuing a paper of 500 requests to every audience in every format."""
    took, files, size = issuing_seconds(server)
    return Figure(
        "Issue a paper of 500 requests, 3 audiences x 5 formats",
        f"{took:.1f} s",
        f"<= {ISSUING:.0f} s",
        took <= ISSUING and files == 15,
        f"{files} files, {size / 2**20:.1f} MB",
    )


def compared(server: str) -> list[Figure]:
    """What changed since the last paper, for readers of different reach."""
    return [
        Figure(
            f"Changes since, {COMPARED:,} requests of which {CHANGED:,} changed, for {reader}",
            f"{took:.2f} s, {count} statements",
            f"<= {CHANGES:.0f} s, <= {MOST}",
            took <= CHANGES and count <= MOST,
            f"{changed:,} changed for them",
        )
        for reader, took, count, changed in changes_seconds(server)
    ]


def covered(server: str) -> list[Figure]:
    """Coverage as at any date, the map and the timeline, with many steps and with few."""
    return [
        Figure(
            f"{one.page}, {AUTHORITIES} authorities x {STEPS} steps",
            f"{one.seconds:.2f} s, {one.statements} statements",
            f"<= {COVERAGE:.0f} s, <= {COVERAGE_MOST}",
            one.reached,
            f"{one.more:+.2f} s (<= {COVERAGE_MORE:+.2f}) beside {FEW} steps, then {one.few_statements} statements",
        )
        for one in coverage_seconds(server)
    ]


def timeline(server: str) -> Figure:
    """The page of the timeline, with 200 entries."""
    took, count = timeline_seconds(server)
    return Figure(
        f"Timeline with {ENTRIES} entries",
        f"{took * 1000:.0f} ms, {count} statements",
        f"<= {TIMELINE * 1000:.0f} ms, <= {TIMELINE_MOST}",
        took <= TIMELINE and count <= TIMELINE_MOST,
    )


def budgeted(server: str) -> list[Figure]:
    """The page of a shadow budget, with its totals and picture."""
    return [
        Figure(
            f"{one.page}, {BUDGET_LINES:,} lines",
            f"{one.multiple:.2f} F, {one.statements} statements",
            f"<= {BUDGET} F, <= {BUDGET_MOST}",
            one.reached,
            f"p50 {one.seconds * 1000:.1f} ms, F {one.floor * 1000:.1f} ms; {one.growth:.2f} x of 100 lines",
        )
        for one in budget_seconds(server)
    ]


def apportioned() -> list[Figure]:
    """Sharing families out over authorities and over small areas, by the engine alone."""
    few, many, grown = apportion_seconds()
    return [
        Figure(
            "Estimates, 152 authorities x 2 groups x 5 indicators",
            f"{few:.3f} s",
            f"< {FAMILIES:.0f} s",
            few < FAMILIES,
        ),
        Figure(
            f"Estimates, {SMALL_AREAS:,} small areas x 2 groups x 5 indicators",
            f"{many:.1f} s, + {grown / 2**20:.0f} MB",
            f"< {ASKED_SMALL:.0f} s, < + {MOST_GROWTH / 2**20:.0f} MB",
            many < ASKED_SMALL and grown < MOST_GROWTH,
        ),
    ]


def digested(server: str) -> Figure:
    """Queueing everybody's digests at once."""
    one = digest_seconds(server)
    return Figure(
        f"Queue the digests of {PEOPLE:,} people over {DIGESTED:,} requests",
        f"{one.seconds:.1f} s, {one.per_hundred:.1f} queries per 100, + {one.grown / 2**20:.0f} MB",
        f"<= {DIGESTS:.0f} s, <= {MOST_PER_HUNDRED:.0f}",
        one.seconds <= DIGESTS and one.per_hundred <= MOST_PER_HUNDRED and one.grown <= DIGESTS_GROWTH,
        f"{one.queued:,} queued of {one.dealt_with:,}, {one.in_all} queries; written: {one.written_per_second:.0f}/s",
    )


def run(sizes: list[int]) -> list[Figure]:
    """Load, serve and measure."""
    with ExitStack() as stack:
        server = os.environ.get("BENCH_POSTGRES") or stack.enter_context(postgres())
        places = []
        for size in sizes:
            say(f"Loading {size:,} requests")
            database = load(server, size)
            if not places:
                manage(database, "collectstatic", "--noinput", "-v0")
            operations = capture(database)
            places.append(Place(size, database, stack.enter_context(gunicorn(database)), operations))
        say("Measuring")
        return [
            *speeds(places[-1]),
            *growths(places),
            *downloads(places[-2:]),
            *papers(),
            issued(server),
            *compared(server),
            *covered(server),
            timeline(server),
            *budgeted(server),
            *apportioned(),
            digested(server),
        ]


def main() -> None:
    """Print the table and keep it as build/bench.json."""
    parser = argparse.ArgumentParser(prog="./run bench")
    parser.add_argument("--sizes", default="1000,10000,100000", help="numbers of requests, commas between")
    sizes = sorted(int(size) for size in parser.parse_args().sizes.split(","))
    figures = run(sizes)
    width = max(len(figure.what) for figure in figures)
    for figure in figures:
        mark = "      " if figure.reached else "MISSED"
        say(f"{mark} {figure.what:<{width}}  {figure.measured:<34} asked {figure.asked:<24} {figure.detail}")
    kept = Path(ROOT) / "build" / "bench.json"
    kept.parent.mkdir(exist_ok=True)
    kept.write_text(json.dumps([asdict(figure) for figure in figures], indent=1))


if __name__ == "__main__":
    main()
