"""Rows of the table: the two workstrands and their outline proposals."""

from __future__ import annotations

from collections.abc import Mapping

from tests.browser.every_page.page import EMPTIED, Page

PAGES: list[Page] = [
    Page("workstrands:index", "full"),
    Page("workstrands:strand", "full"),
    Page("workstrands:prospectus", "full error", wrong=EMPTIED),
    Page("workstrands:publish_prospectus", "full"),
    Page("workstrands:earlier_area", "full error", wrong={"led_by": "community"}),
    Page("workstrands:outlines", "full error", query={"error": "state=won"}),
    Page("workstrands:outline", "full"),
    Page("workstrands:start_outline", "full"),
    Page("workstrands:outline_tasks", "full"),
    Page("workstrands:outline_page", "full error", wrong=EMPTIED),
    Page("workstrands:outline_check", "full"),
    Page("workstrands:submit_outline", "full"),
    Page("workstrands:outline_confirmation", "full"),
    Page("workstrands:withdraw_outline", "full error", wrong=EMPTIED),
    Page("workstrands:sign_outline", "full error", wrong={"answer": "sign"}),
    Page("workstrands:outline_signed_off", "full"),
]
NOT_PAGES: Mapping[str, str] = {
    "workstrands:outlines_csv": "a file",
    "workstrands:outline_sign_off": "a draft that is not answered leads to its task list",
}
