"""Rows of the matrix: papers.

Everybody but the administrator is a member of the own side's body, nobody of the other's; each side has a draft and an
issued paper. What each role reads of each audience's rendition: tests/integration/papers/test_reading_page.py.
"""

from __future__ import annotations

from typing import Any

from cbtracker.accounts.permissions import Role
from cbtracker.papers.drafts import Section
from cbtracker.papers.models import Paper
from cbtracker.papers.services import create_draft
from cbtracker.papers.services.drafting import DraftWords
from tests.conventions.matrix.rows import EVERYONE, REACHED, READERS, SECRETARIAT, WHITEHALL, Row
from tests.factories.papers import BodyFactory, BodyMemberFactory
from tests.integration.papers.paper_world import frozen


def furnish(world: Any) -> None:
    """Add a body, a draft and an issued paper to each side; people sit on the own side's body."""
    by = world.people[Role.SECRETARIAT]
    for side in (world.own, world.other):
        side.paper_body = BodyFactory()
        side.issued_paper = frozen(_draft(side, by), by=by)
        side.draft_paper = _draft(side, by)
    for role in READERS:
        BodyMemberFactory(body=world.own.paper_body, user=world.people[role])


def _draft(side: Any, by: Any) -> Paper:
    words = DraftWords("Requests of Whitehall", sections=(Section("annex_a"), Section("annex_b")))
    return create_draft(by=by, body=side.paper_body, words=words)


def _draft_of(side: Any, user: Any) -> dict[str, Any]:
    return {"pk": side.draft_paper.pk}


def _issued_of(side: Any, user: Any) -> dict[str, Any]:
    return {"pk": side.issued_paper.pk}


def _in_full(side: Any, user: Any) -> dict[str, Any]:
    return {"pk": side.issued_paper.pk, "audience": "body"}


def _draft_in_full(side: Any, user: Any) -> dict[str, Any]:
    return {"pk": side.draft_paper.pk, "audience": "body"}


ROWS: list[Row] = [
    Row("papers:changes", "GET", own=READERS),
    Row("papers:changes_csv", "GET", own=READERS),
    Row("papers:requests", "GET", own=WHITEHALL),
    Row("papers:download", "GET", own=WHITEHALL, query=lambda side, user: {"format": "csv"}),
    Row("papers:list", "GET", own=READERS),
    Row("papers:check", "GET", own=EVERYONE, anonymous=REACHED),
    Row("papers:check", "POST", own=EVERYONE, anonymous=REACHED),
    Row("papers:new", "GET", own=SECRETARIAT, query=lambda side, user: {"body": side.paper_body.slug}),
    Row("papers:new", "POST", own=SECRETARIAT, query=lambda side, user: {"body": side.paper_body.slug}),
    *(Row("papers:draft", method, own=SECRETARIAT, kwargs=_draft_of) for method in ("GET", "POST")),
    Row("papers:live_preview", "POST", own=SECRETARIAT, kwargs=_draft_of),
    Row("papers:preview", "GET", own=SECRETARIAT, kwargs=_draft_in_full),
    Row(
        "papers:draft_file",
        "GET",
        own=SECRETARIAT,
        kwargs=lambda side, user: {**_draft_in_full(side, user), "format": "html"},
    ),
    *(Row("papers:issue", method, own=SECRETARIAT, kwargs=_draft_of) for method in ("GET", "POST")),
    *(Row("papers:discard", method, own=SECRETARIAT, kwargs=_draft_of) for method in ("GET", "POST")),
    Row("papers:tabled_update", "POST", own=SECRETARIAT, kwargs=_issued_of),
    *(Row("papers:reissue", method, own=SECRETARIAT, kwargs=_issued_of) for method in ("GET", "POST")),
    Row("papers:paper", "GET", own=READERS, kwargs=_issued_of),
    Row("papers:rendition", "GET", own=READERS, other=WHITEHALL, kwargs=_in_full),
    Row(
        "papers:file",
        "GET",
        own=READERS,
        other=WHITEHALL,
        kwargs=lambda side, user: {**_in_full(side, user), "format": "pdf"},
    ),
]
