"""Papers in use: one that was issued, corrected and updated, and a draft with every kind of section."""

from __future__ import annotations

from datetime import datetime, timedelta

from cbtracker.accounts.permissions import Role
from cbtracker.papers.drafts import EVERYBODY, Section, new_section
from cbtracker.papers.models import Body, Meeting
from cbtracker.papers.sections.catalogue import KINDS
from cbtracker.papers.services import create_draft, start_reissue, start_tabled_update
from cbtracker.papers.services.drafting import DraftWords
from tests.browser.every_page.texts import ORDINARY, Texts, filled
from tests.conventions.matrix.world import World
from tests.factories.papers import MeetingFactory
from tests.integration.papers.paper_world import frozen

BOARD = ("summary", "annex_a", "annex_b", "progress")


def write_papers(world: World, texts: Texts, *, now: datetime) -> None:
    """Issue, correct and update a paper of the own side's body, and draft the next, in the words of `texts`."""
    own, by = world.own, world.people[Role.SECRETARIAT]
    body: Body = own.paper_body
    Body.objects.filter(pk=body.pk).update(name="Papers Group" if texts is ORDINARY else f"{texts.title[:92]} papers")
    body.refresh_from_db()
    meeting = MeetingFactory(body=body, starts_at=now + timedelta(days=5), place=texts.title)
    first = create_draft(by=by, body=body, words=_words(texts, BOARD, meeting=meeting), now=now)
    own.replaced_paper = frozen(first, by=by, now=now)
    update = start_tabled_update(own.replaced_paper, by=by, now=now)
    frozen(update, by=by, now=now)
    correction = texts.detail[:2000]
    reissue = start_reissue(own.replaced_paper, by=by, correction=correction, now=now)
    own.issued_paper = frozen(reissue, by=by, now=now)
    frozen(start_tabled_update(own.issued_paper, by=by, now=now), by=by, now=now)
    words = _words(texts, tuple(KINDS), meeting=meeting, compared_with=own.issued_paper)
    own.draft_paper = create_draft(by=by, body=body, words=words, now=now)


def _words(texts: Texts, kinds: tuple[str, ...], *, meeting: Meeting, **more: object) -> DraftWords:
    text = texts.detail if texts is ORDINARY else filled(20_000)
    sections = tuple(
        Section(key, EVERYBODY, text) if KINDS[key].takes_text else new_section(key) for key in kinds if key in KINDS
    )
    return DraftWords(texts.title[:200], texts.label[:60], meeting, sections=sections, **more)  # type: ignore[arg-type]
