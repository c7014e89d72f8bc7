"""The table of F004 Annex D, as somebody may read it: estimates of authorities beside proposals of areas.

A group carries its proposal and its members their estimates, so that no total counts both. Rows stand in the order of
the areas: never by a number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from typing import Any

from django.db.models import Q

from areas.access import duties_of
from areas.models import Area, AreaMember, Authority
from cbtracker.accounts.permissions import Permission, Reach
from families.models import (
    Cohort,
    Estimate,
    EstimateRun,
    Intervention,
    Population,
    PopulationBase,
    Proposal,
    ProposalRevision,
)
from families.models.querysets import reach_of

FEWEST_SHOWN = 5
"""Below this, numbers of interventions are not shown outside Whitehall."""
NONE_PUBLISHED = "none was published for it"


class Kind(Enum):
    """What a row is of."""

    AREA = "area"  # an area of one authority: estimate and proposal
    GROUP = "group"  # an area of several: proposal only
    MEMBER = "member"  # one of them: estimate only
    AUTHORITY = "authority"  # in no area: estimate only, and in nobody's table but its own


@dataclass(frozen=True)
class Range:
    """Families from `low` to `high`; a point where both are alike."""

    low: int
    high: int


@dataclass(frozen=True)
class Accepted:
    """Families that accepted an intervention; `number` None where it is too small to be shown here."""

    number: int | None


@dataclass(frozen=True)
class Line:
    """One row of the table; None is blank, which is not zero. `without` says why there is no estimate."""

    kind: Kind
    name: str
    area: Area | None = None
    authority: Authority | None = None
    people: int | None = None
    estimates: Mapping[Cohort, Range] = field(default_factory=dict)
    without: str = ""
    accepted: Accepted | None = None
    proposal: ProposalRevision | None = None

    @property
    def first(self) -> Range | None:
        """To be supported in 2011/12."""
        return _range(self.proposal, "first")

    @property
    def period(self) -> Range | None:
        """To be supported in the Spending Review period."""
        return _range(self.proposal, "period")


@dataclass(frozen=True)
class AnnexD:
    """The whole table as at a day, from one run of the estimates; `run` None where none is there or may be seen.

    `base` is where its populations are from; `whole` says whether it is the table of all areas or somebody's own rows.
    """

    as_at: date
    run: EstimateRun | None
    lines: list[Line]
    base: PopulationBase | None = None
    whole: bool = False

    def total(self, cohort: Cohort) -> Range | None:
        """The estimates of all authorities in the table together, which no group row adds to."""
        return _sum([line.estimates[cohort] for line in self.lines if cohort in line.estimates])

    @property
    def total_first(self) -> Range | None:
        """The proposals of all areas for 2011/12 together, which no member row adds to."""
        return _sum([line.first for line in self.lines if line.first is not None])

    @property
    def total_period(self) -> Range | None:
        """The same for the Spending Review period."""
        return _sum([line.period for line in self.lines if line.period is not None])


@dataclass(frozen=True)
class _Figures:
    """What the lines are made of, by primary key of authority or area."""

    run: EstimateRun | None
    people: Mapping[int, int]
    estimates: Mapping[int, dict[Cohort, Range]]
    accepted: Mapping[int, Accepted]
    proposals: Mapping[int, ProposalRevision]
    readable: frozenset[int] | None
    """The authorities whose estimates the reader would see; None: all. Of others nobody is told that there is none."""


def read_annex_d(user: Any, *, as_at: date, run: EstimateRun | None = None) -> AnnexD:
    """Read the table as `user` may: all areas for Whitehall, an officer's own authority and area, nothing for others.

    An officer's own authority has its row in an area or in none. Whitehall's table is of areas, as the paper's is, and
    authorities in none have their row on their own pages (`read_rows_of`).
    `as_at` is the day whose proposals and members of areas are shown; `run` None: the current one.
    """
    return _read(user, as_at, run)


def read_rows_of(user: Any, place: Area | Authority, *, as_at: date) -> AnnexD:
    """The rows of one area, or of one authority alone, as `user` may read them; none where nothing is known for them.

    It is no whole table, so nothing adds it up.
    """
    table = _read(user, as_at, None, beside=place if isinstance(place, Authority) else None)
    lines = [line for line in table.lines if place in (line.area, line.authority)]
    return replace(table, lines=lines if any(map(_is_known, lines)) else [], whole=False)


def current_run() -> EstimateRun | None:
    """The run whose estimates are shown where nobody chooses another."""
    return EstimateRun.objects.filter(is_current=True).select_related("base").first()


def _read(user: Any, as_at: date, run: EstimateRun | None, *, beside: Authority | None = None) -> AnnexD:
    """The table with the own authorities of an officer, or for Whitehall the one `beside` it, that are in no area."""
    reach = reach_of(user, Permission.READ_ESTIMATES)
    if reach is None:
        return AnnexD(as_at, None, [])
    run, whole = run or current_run(), reach is Reach.ANY
    base = _base(run)
    members, own = _members(as_at), frozenset() if whole else duties_of(user).authorities
    figures = _Figures(
        run,
        _people(base),
        _estimates(user, run),
        _accepted(user, whole=whole),
        _proposals(user, as_at),
        None if whole else own,
    )
    lines = [line for line in _lines(figures, members) if whole or _is_for(line, own)]
    apart = frozenset({beside.pk}) if whole and beside else own
    alone = Authority.objects.filter(pk__in=apart - {member.authority_id for member in members})
    rest = [_line(Kind.AUTHORITY, None, one, figures, None) for one in alone]
    return AnnexD(as_at, run, [*lines, *(line for line in rest if _is_known(line))], base, whole)


def _is_for(line: Line, own: frozenset[int]) -> bool:
    """Whether there is something in `line` for an officer of `own`: why there is no estimate, of these alone."""
    if line.authority is not None and line.authority.pk in own:
        return _is_known(line)
    return bool(line.estimates or line.accepted or line.proposal)


def _is_known(line: Line) -> bool:
    return bool(line.estimates or line.accepted or line.proposal or line.without)


def _lines(figures: _Figures, members: Sequence[AreaMember]) -> Iterator[Line]:
    """The rows of each area in turn."""
    for area in dict.fromkeys(member.area for member in members):
        own = [member.authority for member in members if member.area == area]
        yield from _area_lines(area, own, figures)


def _area_lines(area: Area, authorities: list[Authority], figures: _Figures) -> Iterator[Line]:
    proposal = figures.proposals.get(area.pk)
    if len(authorities) == 1:
        yield _line(Kind.AREA, area, authorities[0], figures, proposal)
        return
    yield Line(Kind.GROUP, area.name, area, proposal=proposal)
    for authority in authorities:
        yield _line(Kind.MEMBER, area, authority, figures, None)


def _line(
    kind: Kind, area: Area | None, authority: Authority, figures: _Figures, proposal: ProposalRevision | None
) -> Line:
    return Line(
        kind,
        authority.short_name,
        area,
        authority,
        people=figures.people.get(authority.pk),
        estimates=figures.estimates.get(authority.pk, {}),
        without=_why_none(figures, authority),
        accepted=figures.accepted.get(authority.pk),
        proposal=proposal,
    )


def _why_none(figures: _Figures, authority: Authority) -> str:
    if figures.run is None or authority.pk in figures.estimates:
        return ""
    if figures.readable is not None and authority.pk not in figures.readable:
        return ""
    return str(figures.run.without.get(authority.gss_code, NONE_PUBLISHED))


def _members(as_at: date) -> list[AreaMember]:
    rows = AreaMember.objects.in_force(as_at).select_related("area", "authority")
    return list(rows.order_by("area__order", "authority__short_name"))


def _base(run: EstimateRun | None) -> PopulationBase | None:
    """The base of the run; for the published run, which names none, the one that is there longest."""
    return run.base if run is not None and run.base is not None else PopulationBase.objects.order_by("added_at").first()


def _people(base: PopulationBase | None) -> dict[int, int]:
    return dict(Population.objects.filter(base=base).order_by().values_list("authority_id", "people"))


def _estimates(user: Any, run: EstimateRun | None) -> dict[int, dict[Cohort, Range]]:
    found: dict[int, dict[Cohort, Range]] = {}
    for one in Estimate.objects.visible_to(user).filter(run=run).order_by():
        found.setdefault(one.authority_id, {})[Cohort(one.cohort)] = Range(one.low, one.high)
    return found


def _accepted(user: Any, *, whole: bool) -> dict[int, Accepted]:
    rows = Intervention.objects.visible_to(user).exclude(Q(accepted__isnull=True)).order_by()
    return {
        one.authority_id: Accepted(one.accepted if whole or (one.accepted or 0) >= FEWEST_SHOWN else None)
        for one in rows
    }


def _proposals(user: Any, as_at: date) -> dict[int, ProposalRevision]:
    own = Proposal.objects.visible_to(user).order_by().values("pk")
    rows = ProposalRevision.objects.as_at(as_at).filter(proposal__in=own).select_related("proposal")
    return {one.proposal.area_id: one for one in rows}


def _range(revision: ProposalRevision | None, name: str) -> Range | None:
    low = getattr(revision, f"{name}_low", None)
    return None if revision is None or low is None else Range(low, getattr(revision, f"{name}_high"))


def _sum(ranges: Sequence[Range]) -> Range | None:
    if not ranges:
        return None
    return Range(sum(one.low for one in ranges), sum(one.high for one in ranges))
