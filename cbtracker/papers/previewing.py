"""A draft as each audience would read it now: for its preview, and for the file that says that it is a draft."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from cbtracker.papers.models import Paper
from cbtracker.papers.models.choices import Audience
from cbtracker.papers.renditions import Gap, as_draft, build_rendition
from cbtracker.papers.services.drafting import DraftWords
from cbtracker.papers.structure import BoardPaper


@dataclass(frozen=True)
class Preview:
    """A draft as one audience would read it now, and what of it cannot be made."""

    audience: str
    paper: BoardPaper
    gaps: tuple[Gap, ...]


def audiences_of(paper: Paper) -> list[tuple[str, str]]:
    """The audiences, by their names on pages."""
    return [(key, str(paper.body) if key == Audience.BODY else str(Audience(key).label)) for key in Audience.values]


def preview_of(paper: Paper, audience: str, *, now: datetime | None = None) -> Preview:
    """`paper`, a draft, as `audience` would read it."""
    built = build_rendition(paper, audience, now=now or timezone.now())
    return Preview(audience, as_draft(built.paper), built.gaps)


def with_words(paper: Paper, words: DraftWords) -> Paper:
    """A copy of `paper` that says `words`; for reading only."""
    copied = copy.copy(paper)
    copied.title, copied.marking = words.title, words.marking
    copied.meeting, copied.as_at, copied.compared_with = words.meeting, words.as_at, words.compared_with
    copied.sections = [section.as_data() for section in words.sections]
    return copied
