"""Rows of the table: conversations with authorities."""

from __future__ import annotations

from collections.abc import Mapping

from tests.browser.every_page.page import EMPTIED, NOTHING, Page

PAGES = [
    Page("rollout:conversations", "empty full error long", empty=NOTHING, query={"error": "state=lost&places=yours"}),
    Page("rollout:conversation", "empty full long"),
    Page("rollout:open_conversation", "full error", wrong=EMPTIED),
    Page("rollout:add_note", "error long", wrong=EMPTIED),
    Page("rollout:retract_note", "error long", wrong=EMPTIED),
]
NOT_PAGES: Mapping[str, str] = {}
