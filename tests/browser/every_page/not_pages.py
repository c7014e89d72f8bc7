"""Routes that answer with no page, and why."""

from __future__ import annotations

from tests.browser.every_page import (
    conversation_pages,
    family_pages,
    family_runs,
    money_pages,
    nominating_pages,
    nomination_pages,
    outline_pages,
    plan_paper_pages,
    workstrand_budget_pages,
    workstrand_practice_pages,
)

NOT_PAGES = {
    **money_pages.NOT_PAGES,
    **family_runs.NOT_PAGES,
    "outbox:sent_here_html": "the inside of a frame: an email as it looks",
    "healthz": "a line of text for machines",
    "readyz": "a line of text for machines",
    "health:background": "lines of text for machines",
    "requests:queue_next": "leads to a page",
    "requests:untriaged_next": "leads to a page",
    "requests:export_list": "a file",
    "rollout:coverage_csv": "a file",
    "papers:download": "a file",
    "papers:draft_file": "a file",
    "papers:file": "a file",
    "papers:paper": "leads to a page",
    "papers:changes_csv": "a file",
    "requests:call_csv": "a file",
    "papers:calendar": "a file",
    "papers:calendar_feed": "a file",
    "rollout:timeline_calendar": "a file",
    "papers:place_sheet_file": "a file",
    "rollout:workshop_calendar": "a file",
    **conversation_pages.NOT_PAGES,
    **workstrand_budget_pages.NOT_PAGES,
    **workstrand_practice_pages.NOT_PAGES,
    **family_pages.NOT_PAGES,
    **nomination_pages.NOT_PAGES,
    **nominating_pages.NOT_PAGES,
    **outline_pages.NOT_PAGES,
    **plan_paper_pages.NOT_PAGES,
}
