"""Which issued paper a digest belongs to: for anybody who holds a file, whoever they are.

Who can name a digest holds what it was made from, so what is said here is no more than the file says itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cbtracker.papers.models import Paper, Rendition, RenditionFile
from cbtracker.papers.models.choices import PaperState


@dataclass(frozen=True)
class Match:
    """An issued rendition that has the digest: of one of its files, or of its structure (`format` blank)."""

    title: str
    body: str
    audience: str
    format: str
    issue_number: int
    issued_at: datetime
    replaced_by: int | None
    replaced_at: datetime | None


def matches(digest: str) -> list[Match]:
    """What was issued with the SHA-256 `digest`, in lower case hexadecimal."""
    rows = RenditionFile.objects.filter(digest=digest).select_related("rendition__paper__body").defer("content")
    found = [_match(file.rendition, file.format) for file in rows]
    renditions = Rendition.objects.filter(digest=digest).select_related("paper__body").defer("structure", "knew")
    return found + [_match(rendition, "") for rendition in renditions]


def _match(rendition: Rendition, format: str) -> Match:
    paper = rendition.paper
    later = Paper.objects.filter(series=paper.series, state=PaperState.ISSUED, issue_number__gt=paper.issue_number)
    newest = later.order_by("-issue_number").first()
    assert paper.issued_at is not None  # noqa: S101 only issued papers have renditions
    return Match(
        title=paper.title,
        body=str(paper.body),
        audience=str(paper.body) if rendition.audience == "body" else rendition.get_audience_display(),
        format=format.upper(),
        issue_number=paper.issue_number,
        issued_at=paper.issued_at,
        replaced_by=newest.issue_number if newest else None,
        replaced_at=newest.issued_at if newest else None,
    )
