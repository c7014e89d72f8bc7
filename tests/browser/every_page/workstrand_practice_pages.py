"""Pages of the practice library, and what they hold in the sweep's worlds."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.browser.every_page.page import EMPTIED, NOTHING, Page
from tests.browser.every_page.texts import Texts
from tests.conventions.matrix.workstrand_practice import draft
from tests.factories.workstrand_plans import PracticeItemFactory

PAGES = [
    Page("workstrands:practice", "empty full error long", empty=NOTHING, query={"error": "year=never"}),
    Page("workstrands:practice", "full", name="workstrands:practice signed in", roles=frozenset({"community"})),
    Page("workstrands:practice_item", "full long"),
    Page(
        "workstrands:practice_item",
        "full long",
        name="workstrands:practice_item, a draft",
        kwargs=lambda world: draft(world.own, None),
        roles=frozenset({"officer", "secretariat"}),
    ),
    Page("workstrands:write_practice", "full error", wrong=EMPTIED),
    Page("workstrands:change_practice", "full error long", wrong=EMPTIED),
    Page("workstrands:publish_practice", "full long"),
]
NOT_PAGES = {"workstrands:practice_csv": "a file"}


def write_practice(own: Any, texts: Texts) -> None:
    """What is published, in the longest words too, and a draft about the own side's neighbourhood."""
    said = {"title": texts.title[:150], "summary": texts.sentence[:500], "text": texts.detail}
    for number in range(texts.how_many):
        own.published = PracticeItemFactory(
            **said,
            authority=own.authority if number % 2 else None,
            published_at=datetime(2012, 3, 1, tzinfo=UTC),
            savings_pence=123_456_78,
            evidence=texts.sentence[:300],
            link="https://example.org/practice",
        )
    own.practice = PracticeItemFactory(**said, neighbourhood=own.neighbourhood)
