"""Rows of the table: the officer's side of a nomination."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.browser.every_page.page import EMPTIED, NOTHING, Page


def page_of_draft(name: str) -> Callable[[Any], Mapping[str, Any]]:
    """The address of one page of questions of the draft."""
    return lambda world: {"pk": world.own.draft.pk, "page": name}


QUESTIONS = {
    "who": "full error long",
    "focus": "error long",
    "pace": "error long",
    "partners": "error",
    "offer": "full long",
    "barriers": "full error long",
}
PAGES = [
    Page("rollout:nominate", "empty full", empty=NOTHING),
    Page("rollout:nomination_tasks", "full long"),
    *(
        Page(
            "rollout:nomination_page",
            states,
            name=f"rollout:nomination_page {name}",
            kwargs=page_of_draft(name),
            wrong=EMPTIED,
        )
        for name, states in QUESTIONS.items()
    ),
    Page("rollout:nomination_check", "full long"),
    Page("rollout:nomination_sign_off", "full error long", wrong=EMPTIED),
    Page("rollout:nomination_submit", "full"),
    Page("rollout:nomination_confirmation", "full long"),
    Page("rollout:nomination_withdraw", "error long", wrong={"reason": "x" * 1001}),
    Page("rollout:nomination_resume", "full"),
]
NOT_PAGES: Mapping[str, str] = {}
