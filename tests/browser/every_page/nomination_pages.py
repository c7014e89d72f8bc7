"""Rows of the table: nominations, for those who read, acknowledge and sign them."""

from __future__ import annotations

from collections.abc import Mapping

from tests.browser.every_page.page import EMPTIED, FULL, NOTHING, Page

PAGES = [
    Page("rollout:nominations", "empty full error long", empty=NOTHING, query={"error": "state=refused"}),
    Page("rollout:nomination", "empty full long"),
    Page(
        "rollout:acknowledge_nomination",
        "full error long",
        kwargs=lambda world: {"pk": world.own.waiting.pk},
        wrong={"message": "<b>"},
    ),
    Page("rollout:sign_off", "full error long", wrong=EMPTIED),
    Page("rollout:sign_off", "error", name="rollout:sign_off closed", kwargs=lambda world: {"token": "made-up"}),
    Page("rollout:signed_off", "full long"),
    Page(
        "rollout:signed_off",
        "empty long",
        name="rollout:signed_off sent back",
        kwargs=lambda world: {"token": world.own.sent_back.token()},
        empty=FULL,
    ),
]
NOT_PAGES: Mapping[str, str] = {"rollout:nominations_csv": "a file"}
