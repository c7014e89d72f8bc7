"""A body, a draft and a register that moves, for tests of issuing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from cbtracker.papers.drafts import Section
from cbtracker.papers.models import Body, Paper
from cbtracker.papers.services import create_draft, issue_paper
from cbtracker.papers.services.drafting import DraftWords
from tests.factories.papers import BodyFactory
from tests.integration.requests_log.world import World

TUESDAY = datetime(2011, 3, 22, 17, 0, tzinfo=UTC)
WEDNESDAY = datetime(2011, 3, 23, 10, 0, tzinfo=UTC)
THURSDAY = datetime(2011, 3, 24, 10, 0, tzinfo=UTC)
ANNEXES = (Section("annex_a"), Section("annex_b"))


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
