"""What became of the proposals of Annex D: clarified, confirmed, and one revised. All invented, and each says so.

The versions of 22 March 2011 stay as they were loaded from the paper.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from areas.models import Area
from cbtracker.accounts.models import User
from cbtracker.web.formats import LONDON
from families.models import ProposalRevision
from families.services import ProposalTerms, ProposalWords, clarify, confirm, propose
from families.services.proposals import terms_of

NOTE = "Invented for the demonstration."
Additional, Covers = ProposalRevision.Additional, ProposalRevision.Covers


@dataclass(frozen=True)
class Clarified:
    """What a champion or locality lead made clear."""

    slug: str
    who: str
    on: date
    words: ProposalWords


CLARIFIED = (
    Clarified(
        "greater-manchester",
        "champion.dwp",
        date(2011, 5, 10),
        ProposalWords(
            additional=Additional.PARTLY,
            covers=Covers.FWMP,
            basis=f"About a third of these families have a family worker today. {NOTE}",
        ),
    ),
    Clarified(
        "leicestershire",
        "locality_lead",
        date(2011, 5, 12),
        ProposalWords(
            covers=Covers.FWMP,
            incremental_from=2012,
            basis=f"Thirty families in the first year, then district by district. {NOTE}",
        ),
    ),
    Clarified(
        "lewisham",
        "locality_lead.london",
        date(2011, 5, 17),
        ProposalWords(
            additional=Additional.YES,
            covers=Covers.OTHER,
            basis=f"Families whom at least two of police, housing and children’s services know well. {NOTE}",
        ),
    ),
    Clarified(
        "islington",
        "champion",
        date(2011, 5, 20),
        ProposalWords(
            additional=Additional.NO,
            covers=Covers.OTHER,
            basis=f"Everybody whom the outreach service sees, many with fewer than five disadvantages. {NOTE}",
        ),
    ),
    Clarified(
        "bradford",
        "champion",
        date(2011, 5, 24),
        ProposalWords(
            additional=Additional.PARTLY, covers=Covers.CHILD, basis=f"The smaller of the two groups. {NOTE}"
        ),
    ),
)
CONFIRMED = (("leicestershire", date(2011, 6, 14)), ("bradford", date(2011, 6, 14)), ("kent", date(2011, 6, 21)))
REVISED = ("lewisham", "officer.lewisham", date(2012, 4, 16))
REVISED_TERMS: dict[str, Any] = {
    "first_low": 240,
    "first_high": 240,
    "comment": f"The first year is over: this is what was supported in it. {NOTE}",
}


def tell_proposals(people: dict[str, User]) -> None:
    """Tell what was made clear, confirmed and revised since the paper."""
    areas = {area.slug: area for area in Area.objects.all()}
    for one in CLARIFIED:
        last = _newest(areas[one.slug])
        words = replace(one.words, comment=last.comment)
        clarify(area=areas[one.slug], words=words, **_told(last, people[one.who], one.on))
    for slug, on in CONFIRMED:
        confirm(area=areas[slug], **_told(_newest(areas[slug]), people["secretariat"], on))
    slug, who, on = REVISED
    last = _newest(areas[slug])
    terms: ProposalTerms = replace(terms_of(last), **REVISED_TERMS)
    propose(area=areas[slug], terms=terms, **_told(last, people[who], on))


def _told(last: ProposalRevision, by: User, on: date) -> dict[str, Any]:
    return {"expected_version": last.version, "by": by, "now": datetime.combine(on, time(16), LONDON)}


def _newest(area: Area) -> ProposalRevision:
    return ProposalRevision.objects.filter(proposal__area=area).order_by("version").last()  # type: ignore[return-value]
