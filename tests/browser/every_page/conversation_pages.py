"""Rows of the table: conversations with authorities, authorities without a lead, and documents of places."""

from __future__ import annotations

from collections.abc import Mapping

from tests.browser.every_page.page import EMPTIED, NOTHING, Page

PAGES = [
    Page("rollout:conversations", "empty full error long", empty=NOTHING, query={"error": "state=lost&places=yours"}),
    Page("rollout:conversation", "empty full long"),
    Page("rollout:open_conversation", "full error", wrong=EMPTIED),
    Page("rollout:add_note", "error long", wrong=EMPTIED),
    Page("rollout:retract_note", "error long", wrong=EMPTIED),
    Page("accounts:without_lead", "empty full", empty=NOTHING),
    Page("rollout:documents", "empty full error long", empty=NOTHING, query={"error": "kind=bid"}),
    Page("rollout:document", "empty full long"),
    Page("rollout:add_document", "full error", wrong=EMPTIED),
    Page("rollout:replace_document", "error long", wrong=EMPTIED),
    Page("rollout:withdraw_document", "error long", wrong=EMPTIED),
]
NOT_PAGES: Mapping[str, str] = {"rollout:document_file": "a file"}
