"""Rows of the table: importing lines of a shadow budget."""

from __future__ import annotations

from tests.browser.every_page.page import EMPTIED, Page

PAGES = [
    Page("workstrands:import_budget", "empty error", wrong=EMPTIED),
    Page("workstrands:budget_import_preview", "empty full long"),
]
