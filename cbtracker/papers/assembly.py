"""Puts a board paper together from what the register said at a moment."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from cbtracker.papers.requests_paper import build_requests_paper
from cbtracker.papers.structure import BoardPaper, RequestLine, Section, WorkstreamStatus
from requests_log.paper_source import PaperLine, paper_lines, workstream_statuses

DEFAULT_MARKING = "OFFICIAL"
WHITEHALL_AUDIENCE = "Whitehall"


def request_line(line: PaperLine) -> RequestLine:
    """What the register gives, as the paper's structure has it."""
    return RequestLine(
        annex="B" if line.section == "addressed" else "A",
        section=cast(Section, line.section),
        areas=line.areas,
        issue=line.issue,
        departments=line.departments,
        position=line.position,
        workstream=line.workstream,
        reference=line.reference,
    )


def requests_paper(*, user: Any, as_at: datetime, marking: str = DEFAULT_MARKING) -> BoardPaper:
    """The paper of requests (F004 Annexes A and B) as at the aware moment `as_at`, as `user` may read it."""
    lines = [request_line(line) for line in paper_lines(reader=user, as_at=as_at)]
    statuses = [WorkstreamStatus(row.workstream, row.text) for row in workstream_statuses(reader=user, as_at=as_at)]
    return build_requests_paper(lines, statuses, marking=marking, as_at=as_at, audience=WHITEHALL_AUDIENCE)
