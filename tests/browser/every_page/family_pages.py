"""Rows of the table: estimates and proposals, and what the own side proposes in the worlds that pages are read in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from families.models import ProposalRevision
from tests.browser.every_page.page import NOTHING, Page
from tests.browser.every_page.texts import Texts

PAGES = [
    Page("families:annex_d", "empty full error long", empty=NOTHING, query={"error": "as_at=2111-01-01&run=none"}),
]
NOT_PAGES: Mapping[str, str] = {"papers:annex_d_file": "a file"}


def propose_families(own: Any, texts: Texts) -> None:
    """Give the words of the own area's proposal, which the matrix made."""
    ProposalRevision.objects.filter(proposal=own.proposal).update(basis=texts.detail[:2000], comment=texts.sentence)
