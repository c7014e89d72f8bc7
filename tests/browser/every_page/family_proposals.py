"""Rows of the table: what areas propose; and the own side's proposal for the worlds that pages are read in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from cbtracker.accounts.models import User
from families.models import Cohort, Estimate, EstimateRun
from families.services import ProposalTerms, ProposalWords, clarify, propose
from tests.browser.every_page.page import NOTHING, Page
from tests.browser.every_page.texts import Texts
from tests.conventions.matrix.rows import WHITEHALL

READERS = frozenset(role.value for role in WHITEHALL)
TOMORROW = "as_at=2111-01-01"
PAGES = [
    Page("families:proposals", "empty full error long", empty=NOTHING, query={"error": TOMORROW}, roles=READERS),
    Page("families:proposal", "full error long", query={"error": TOMORROW}),
    Page("families:propose", "full error long", wrong={"first_low": "five"}),
    Page("families:clarify_proposal", "full error long", wrong={"basis": "x" * 2001}),
]


def write_proposals(own: Any, by: User, texts: Texts, *, now: datetime) -> None:
    """Estimates of the own authority, and a proposal that was entered again and clarified; not confirmed."""
    run = EstimateRun.objects.get(is_current=True)
    for cohort in Cohort:
        known = {"run": run, "authority": own.authority, "cohort": cohort}
        Estimate.objects.get_or_create(**known, defaults={"low": 640, "high": 770})
    said = {"covers": "other", "additional": "partly", "incremental_from": 2012, "basis": texts.detail[:2000]}
    terms = ProposalTerms(first_low=0, first_high=0, period_low=999_999, period_high=1_000_000, **said)
    told = {"area": own.area, "by": by}
    propose(**told, terms=terms, expected_version=1, now=now - timedelta(days=2))
    words = ProposalWords(**{**said, "covers": "fwmp"}, comment=texts.sentence)
    clarify(**told, words=words, expected_version=2, now=now - timedelta(days=1))
