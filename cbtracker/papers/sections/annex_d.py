"""Annex D: proposals beside estimates, for readers who may see every estimate (F004 Annex D and its closing warning).

`renditions` leaves the section out for everybody else, with its heading, and marks what holds it.
"""

from __future__ import annotations

from django.utils import timezone

from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Role
from cbtracker.papers.annex_d import TITLE, annex_d_blocks, annex_d_sheets
from cbtracker.papers.sections.registry import SectionContent, SectionContext, SectionUnavailable
from cbtracker.papers.structure import Heading
from cbtracker.web.formats import LONDON
from families.presenters import CAVEAT
from families.selectors.annex_d import read_annex_d
from requests_log.sights import Sight

NO_RUN = "No run of the estimates is current. Make one current, or take the section out."


def build_annex_d(context: SectionContext) -> SectionContent:
    """The whole table as at the day of the paper's moment, from the run that is current when the paper is made.

    Raises SectionUnavailable where no run is current; ValueError for eyes that may not see estimates.
    """
    if context.sight is not Sight.WHITEHALL:
        raise ValueError("Annex D is for Whitehall's eyes alone.")
    table = read_annex_d(User(role=Role.SECRETARIAT), as_at=timezone.localdate(context.as_at, LONDON))
    if table.run is None:
        raise SectionUnavailable(NO_RUN)
    blocks = (Heading(2, TITLE, starts_page=True), *annex_d_blocks(table))
    return SectionContent(blocks, sheets=annex_d_sheets(table), caveat=CAVEAT)
