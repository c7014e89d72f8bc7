"""A paper as one audience gets it: built from the register for a draft, read back from what was frozen once issued."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from cbtracker.papers.drafts import Section, read_sections
from cbtracker.papers.models import Paper, Rendition
from cbtracker.papers.models.choices import Audience, PaperKind
from cbtracker.papers.sections.registry import (
    Compared,
    Readings,
    SectionContent,
    SectionContext,
    SectionUnavailable,
)
from cbtracker.papers.structure import Block, BoardPaper, Heading, Notice, Paragraph
from cbtracker.papers.structure_json import from_json
from cbtracker.web.formats import as_date, as_datetime
from cbtracker.web.texts.printable import encodable, printable
from requests_log.sights import Sight

NOTHING_FOR_THEM = "No part of this paper is for this audience."


@dataclass(frozen=True)
class Gap:
    """A section that could not be made, and what to do about it."""

    title: str
    sentence: str
    key: str = ""


@dataclass(frozen=True)
class Built:
    """A rendition as it would be frozen now; with `gaps` it must not be."""

    paper: BoardPaper
    knew: dict[int, int]
    gaps: tuple[Gap, ...]
    sight: Sight = Sight.WHITEHALL
    holds_estimates: bool = False


def sight_of(paper: Paper, audience: str) -> Sight:
    """What `audience` may read: the body as much as it was set up to, areas what every area may, partners theirs."""
    if audience == Audience.BODY:
        return Sight(paper.body.sight)
    return Sight.AREAS if audience == Audience.AREAS else Sight.PARTNERS


def name_of(paper: Paper, audience: str) -> str:
    """Whom the rendition is prepared for, in words."""
    return paper.body.name if audience == Audience.BODY else Audience(audience).label.lower()


def compared_for(paper: Paper, sight: Sight) -> Compared | None:
    """What `paper` is compared with, as readers with the same `sight` knew it."""
    one = paper.compared_with
    if one is None or one.as_at is None or one.known_at is None:
        return None
    knew = Rendition.objects.filter(paper=one, sight=sight).values_list("knew", flat=True).first()
    return Compared(
        title=one.title,
        as_at=one.as_at,
        known_at=one.known_at,
        knew={int(pk): version for pk, version in knew.items()} if knew is not None else None,
    )


def build_rendition(paper: Paper, audience: str, *, now: datetime) -> Built:
    """`paper` for `audience`, by what is known at `now`. A section that cannot be made is a gap, and says so there."""
    as_at = paper.as_at or now
    sight = sight_of(paper, audience)
    readings = Readings(sight, as_at, now, compared_for(paper, sight))
    contents, gaps = [], []
    sections = [section for section in read_sections(paper.sections) if _is_for(section, audience, sight)]
    for section in sections:
        try:
            contents.append(_content(section, readings))
        except SectionUnavailable as gone:
            gaps.append(Gap(section.title, str(gone), section.key))
            contents.append(SectionContent((Heading(2, section.title), Notice(f"Missing: {gone}"))))
    laid_out = _laid_out(paper, audience, as_at, contents)
    return Built(laid_out, readings.current.knew, tuple(gaps), sight, any(map(_holds_estimates, sections)))


def _is_for(section: Section, audience: str, sight: Sight) -> bool:
    """Whether `audience` gets the section. Estimates are in no rendition that is made with other eyes than Whitehall's.

    So a body that does not read what is for Whitehall only, areas and partners never learn that there is the section.
    """
    return audience in section.audiences and (sight is Sight.WHITEHALL or not _holds_estimates(section))


def _holds_estimates(section: Section) -> bool:
    return section.kind is not None and section.kind.holds_estimates


def _content(section: Section, readings: Readings) -> SectionContent:
    if section.kind is None:
        raise SectionUnavailable(f"There is no section “{section.key}” any more. Take it out.")
    context = SectionContext(
        sight=readings.sight,
        as_at=readings.as_at,
        known_at=readings.known_at,
        compared=readings.compared,
        text=section.text,
        options=section.options,
        readings=readings,
    )
    return section.kind.build(context)


def _laid_out(paper: Paper, audience: str, as_at: datetime, contents: list[SectionContent]) -> BoardPaper:
    title = encodable(printable(paper.title))
    blocks: list[Block] = [Heading(1, title)]
    if paper.correction:
        blocks.append(Notice(encodable(printable(paper.correction))))
    for content in contents:
        blocks += content.blocks
    if not contents:
        blocks.append(Paragraph(NOTHING_FOR_THEM))
    return BoardPaper(
        title=title,
        marking=encodable(printable(paper.marking)),
        as_at=as_at,
        audience=encodable(name_of(paper, audience)),
        blocks=tuple(blocks),
        lines=tuple(line for content in contents for line in content.lines),
        sheets=tuple(sheet for content in contents for sheet in content.sheets),
        details=tuple(encodable(line) for line in _details(paper, audience)),
        caveat=next((content.caveat for content in contents if content.caveat), ""),
    )


def _details(paper: Paper, audience: str) -> Iterator[str]:
    """Where the body meets, or how to join from elsewhere, is for the body."""
    if paper.meeting is not None:
        where = f", {paper.meeting.place}" if paper.meeting.place and audience == Audience.BODY else ""
        yield f"For the meeting of {as_datetime(paper.meeting.starts_at)}{where}"
    if paper.kind == PaperKind.TABLED_UPDATE and paper.supplement_to is not None:
        yield f"Tabled update to “{paper.supplement_to}”, which is as at {as_datetime(paper.supplement_to.as_at)}"
    if paper.corrects is not None:
        first = paper.corrects
        yield f"Issue {paper.issue_number}, replaces issue {first.issue_number} of {as_date(first.issued_at)}"


def read_rendition(rendition: Rendition) -> BoardPaper:
    """What was frozen. Raises UnreadablePaper where it is not a paper of ours."""
    return from_json(rendition.structure)


def as_draft(paper: BoardPaper) -> BoardPaper:
    """`paper` with a line that says that it has not been issued."""
    return replace(paper, details=("Draft, not issued", *paper.details))
