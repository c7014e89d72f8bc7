"""What areas propose, beside the estimates that go with it, as somebody may read it (F004 C ¶5, Annex D)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from areas.access import duties_of
from areas.models import Area
from cbtracker.accounts.permissions import Permission, Reach
from families.models import EstimateRun, Proposal, ProposalRevision
from families.models.querysets import reach_of
from families.selectors.annex_d import AnnexD, Kind, Line, Range, read_annex_d

State = ProposalRevision.Action


@dataclass(frozen=True)
class AreaProposal:
    """One area: what it proposes, and the estimates of its authorities that the reader may see.

    A group has no estimate of its own: each of its members has one (F004 Annex D).
    """

    area: Area
    run: EstimateRun | None = None
    is_group: bool = False
    proposal: Line | None = None
    estimates: list[Line] = field(default_factory=list)

    @property
    def revision(self) -> ProposalRevision | None:
        """What was proposed, as at the day that was asked for; None: nothing yet."""
        return self.proposal.proposal if self.proposal else None

    @property
    def first(self) -> Range | None:
        """To be supported in 2011/12; None: blank."""
        return self.proposal.first if self.proposal else None

    @property
    def period(self) -> Range | None:
        """To be supported in the Spending Review period; None: blank."""
        return self.proposal.period if self.proposal else None


def read_proposals(user: Any, *, as_at: date) -> list[AreaProposal]:
    """Every area of which `user` may see an estimate or a proposal, in the order of the areas: never by a number."""
    table = read_annex_d(user, as_at=as_at)
    return [_of_area(area, table) for area in dict.fromkeys(line.area for line in table.lines) if area]


def areas_for(user: Any, *, as_at: date) -> list[AreaProposal]:
    """The areas whose proposals `user` reads, in their order; an officer's own also where there is nothing yet."""
    read = {one.area: one for one in read_proposals(user, as_at=as_at)}
    whole = reach_of(user, Permission.READ_PROPOSALS) is Reach.ANY
    areas = read if whole else own_areas(user)
    return [read.get(area, AreaProposal(area)) for area in areas]


def own_areas(user: Any) -> list[Area]:
    """The areas of which `user` is an officer, in their order."""
    return list(Area.objects.filter(pk__in=duties_of(user).areas))


def read_proposal(area: Area, user: Any, *, as_at: date) -> AreaProposal:
    """The same of one `area`; empty where `user` may see nothing of it, or nothing is there."""
    return _of_area(area, read_annex_d(user, as_at=as_at))


def _of_area(area: Area, table: AnnexD) -> AreaProposal:
    lines = [line for line in table.lines if line.area == area]
    return AreaProposal(
        area,
        run=table.run,
        is_group=any(line.kind in (Kind.GROUP, Kind.MEMBER) for line in lines),
        proposal=next((line for line in lines if line.kind is not Kind.MEMBER), None),
        estimates=[line for line in lines if line.kind is not Kind.GROUP],
    )


def revisions_of(area: Area, user: Any) -> list[ProposalRevision]:
    """Every version of what `area` proposed with who wrote it, the newest first; none for those who may not read it."""
    proposals = Proposal.objects.visible_to(user).filter(area=area).order_by().values("pk")
    rows = ProposalRevision.objects.filter(proposal__in=proposals).select_related("by")
    return list(rows.order_by("-version"))


def newest_revisions(user: Any) -> QuerySet[ProposalRevision]:
    """The newest version of each proposal that `user` may read."""
    proposals = Proposal.objects.visible_to(user).order_by().values("pk")
    rows = ProposalRevision.objects.filter(proposal__in=proposals, version=F("proposal__version"))
    return rows.select_related("proposal__area").order_by("proposal__area__order")


def to_confirm(user: Any) -> int:
    """How many proposals wait for the secretariat, in one query."""
    return newest_revisions(user).exclude(action=State.CONFIRMED).count()


def newest_of(area: Area, user: Any) -> ProposalRevision | None:
    """The newest version of what `area` proposes; None where there is none that `user` may read."""
    return newest_revisions(user).filter(proposal__area=area).first()
