"""The board paper of 500 requests, in the formats that take longest."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from cbtracker.papers.exporters import export
from cbtracker.papers.requests_paper import build_requests_paper
from cbtracker.papers.structure import BoardPaper, RequestLine
from tests.bench.data import WORDS

REQUESTS = 500
ASKED = {"pdf": 2.0, "odt": 4.0, "docx": 4.0}
SECTIONS = (("A", "to_resolve"), ("A", "workstream"), ("A", "later"), ("B", "addressed"))


def _text(seed: int, length: int) -> str:
    return " ".join(WORDS[(seed * 7 + place * 13) % len(WORDS)] for place in range(length))


def _lines(seed: int) -> list[RequestLine]:
    share = [0.4, 0.05, 0.05, 0.5]
    kinds = [kind for kind, part in zip(SECTIONS, share, strict=True) for _ in range(int(REQUESTS * part))]
    return [
        RequestLine(
            annex,
            section,
            f"Area {n}",
            _text(n + seed, 14),
            "DfE / MoJ",
            _text(n * seed, 40),
            "Data sharing" * (section == "workstream"),
        )
        for n, (annex, section) in enumerate(kinds)
    ]


def paper_seconds() -> list[tuple[str, float, float]]:
    """Format, seconds asked and the longest of three exports of papers that differ, each a new text."""
    papers = [
        build_requests_paper(
            _lines(seed),
            title="Requests of Whitehall",
            marking="Restricted",
            as_at=datetime(2011, 3, 22, 17, tzinfo=UTC),
        )
        for seed in (3, 5, 7)
    ]
    return [(kind, asked, max(_seconds(paper, kind) for paper in papers)) for kind, asked in ASKED.items()]


def _seconds(paper: BoardPaper, kind: str) -> float:
    started = time.perf_counter()
    export(paper, kind)
    return time.perf_counter() - started
