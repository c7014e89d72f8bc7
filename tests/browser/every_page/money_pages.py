"""Rows of the table: advances of grant, and routes to finance."""

from __future__ import annotations

from collections.abc import Mapping

from tests.browser.every_page.page import EMPTIED, NOTHING, Page

PAGES = [
    Page("rollout:finance", "empty full error long", empty=NOTHING, query={"error": "advance=lost"}),
    Page("rollout:money", "empty full long"),
    Page("rollout:start_advance", "empty error", wrong=EMPTIED),
    Page("rollout:advance", "empty full long"),
    Page(
        "rollout:advance",
        "full long",
        name="rollout:advance that was decided",
        kwargs=lambda world: {"slug": world.own.area.slug, "pk": world.own.decided_advance.pk},
    ),
    Page("rollout:change_advance", "full error long", wrong=EMPTIED),
    Page("rollout:advance_next", "full error long", wrong=EMPTIED),
    Page("rollout:finance_route", "empty full error long", wrong=EMPTIED),
]
NOT_PAGES: Mapping[str, str] = {"rollout:advances_csv": "a file"}
