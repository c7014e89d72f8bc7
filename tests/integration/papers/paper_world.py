"""A body, a draft and a register that moves, for tests of issuing."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from cbtracker.papers.drafts import Section
from cbtracker.papers.exporters import export
from cbtracker.papers.models import Body, Paper
from cbtracker.papers.models.choices import Audience
from cbtracker.papers.models.renditions import FROZEN_FORMATS
from cbtracker.papers.renditions import build_rendition
from cbtracker.papers.services import create_draft, issue_paper
from cbtracker.papers.services.drafting import DraftWords
from cbtracker.papers.services.issuing import digest_of
from cbtracker.papers.structure_json import digest, to_json
from tests.factories.papers import BodyFactory, RenditionFactory, RenditionFileFactory
from tests.integration.requests_log.world import World

TUESDAY = datetime(2011, 3, 22, 17, 0, tzinfo=UTC)
WEDNESDAY = datetime(2011, 3, 23, 10, 0, tzinfo=UTC)
THURSDAY = datetime(2011, 3, 24, 10, 0, tzinfo=UTC)
ANNEXES = (Section("annex_a"), Section("annex_b"))
FIRST_SECTIONS = [
    "summary",
    "purpose",
    "considerations",
    "annex_a",
    "annex_b",
    "progress",
    "coverage",
    "timeline",
]
"""What a body's first paper begins with: it has no earlier paper to be compared with."""


def group() -> Body:
    """The CB Group."""
    return Body.objects.filter(slug="cb-group").first() or BodyFactory(slug="cb-group", name="CB Group", order=1)


def drafted(world: World, *, now: datetime = TUESDAY, **words: Any) -> Paper:
    """A draft for the CB Group, with both annexes."""
    said = {"title": "Requests of Whitehall", "sections": ANNEXES, **words}
    return create_draft(by=world.person("secretariat"), body=group(), words=DraftWords(**said), now=now)


def issued(world: World, *, now: datetime = TUESDAY, **words: Any) -> Paper:
    """A paper that the secretariat has issued."""
    paper = drafted(world, now=now, **words)
    return issue_paper(paper, by=world.person("secretariat"), expected_version=paper.version, now=now)


def frozen(paper: Paper, *, by: Any, now: datetime = TUESDAY, real: Collection[str] = ()) -> Paper:
    """`paper` issued without making files, which takes seconds: its renditions are real, its files a line of text.

    But for those of the formats in `real`.
    """
    for audience in Audience.values:
        built = build_rendition(paper, audience, now=now)
        structure = to_json(built.paper)
        rendition = RenditionFactory(
            paper=paper,
            audience=audience,
            sight=built.sight,
            holds_estimates=built.holds_estimates,
            structure=structure,
            knew=built.knew,
            digest=digest_of(structure),
        )
        for format in FROZEN_FORMATS:
            content = f"{paper.pk} {audience} {format}".encode()
            if format in real:
                content = export(built.paper, format).content
            RenditionFileFactory(
                rendition=rendition,
                format=format,
                name=f"paper-{audience}.{format}",
                content=content,
                size=len(content),
                digest=digest(content),
            )
    Paper.objects.filter(pk=paper.pk).update(state="issued", as_at=paper.as_at or now, issued_at=now, issued_by=by)
    paper.refresh_from_db()
    return paper


def quickly_issued(world: World, *, now: datetime = TUESDAY, **words: Any) -> Paper:
    """A paper of the CB Group, issued without making files."""
    return frozen(drafted(world, now=now, **words), by=world.person("secretariat"), now=now)
