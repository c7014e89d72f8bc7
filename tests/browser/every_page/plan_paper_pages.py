"""Rows of the table: an operational plan, and an agreed version of it, as a paper."""

from __future__ import annotations

from tests.browser.every_page.page import Page

PAGES = [
    Page("papers:plan_paper", "empty full long"),
    Page("papers:plan_version_paper", "empty full long"),
]
NOT_PAGES = {"papers:plan_paper_file": "a file", "papers:plan_version_paper_file": "a file"}
