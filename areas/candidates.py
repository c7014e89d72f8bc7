"""The candidate pools as they are read: each with what it is, how whole its list is, and its authorities by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from areas.models import Authority, CandidatePool, Pool
from areas.selectors import area_by_authority
from areas.services.reference.tables import FIRST_PHASE


@dataclass(frozen=True)
class About:
    """What a pool is, and what the paper says of it; `in_paper` where the paper of 11 May 2011 names it."""

    what: str
    in_paper: bool = True


ABOUT: dict[str, About] = {
    Pool.EARLY_INTERVENTION: About(
        "Places that took part in Graham Allen’s work on early intervention. The paper counts 26 and rising, eight of "
        "them first-phase areas."
    ),
    Pool.MUNRO: About(
        "Authorities that tried other ways of working while Professor Munro reviewed child protection. The paper calls "
        "them Munro Journey Authorities; no list under that name was found."
    ),
    Pool.CHILD_POVERTY: About(
        "The paper speaks of areas that work with the Child Poverty Unit. Of the unit’s nine pilots, the list of one "
        "was found."
    ),
    Pool.WHOLE_PLACE: About("Four areas announced in December 2011, with all the authorities in them.", in_paper=False),
    Pool.WHOLE_PLACE_SHORTLIST: About(
        "Areas that were considered for those pilots in 2011, and are not among the four.", in_paper=False
    ),
    Pool.NEIGHBOURHOOD: About(
        "Neighbourhoods announced in December 2011, each with the upper-tier authority that it lies in.",
        in_paper=False,
    ),
}


@dataclass(frozen=True)
class Candidate:
    """One tag, and whether its authority is in an area of the first phase."""

    tag: CandidatePool
    first_phase: bool

    @property
    def known_by(self) -> str:
        """How it is known that the authority is in the pool."""
        return self.tag.basis[:1].upper() + self.tag.basis[1:]

    @property
    def since(self) -> str:
        """The month or year from which it holds, in words; blank where the source says none."""
        return said_since(self.tag.since)


@dataclass(frozen=True)
class PoolList:
    """A pool with its candidates in alphabetical order."""

    pool: Pool
    about: About
    candidates: list[Candidate]

    @property
    def completeness(self) -> list[str]:
        """How much of the list was found: one line for each source that says so."""
        return _each(one.tag.completeness for one in self.candidates)

    @property
    def sources(self) -> list[str]:
        """Where the names are from."""
        return _each(one.tag.source for one in self.candidates)

    @property
    def shared_note(self) -> str:
        """The note, where all candidates have the same one."""
        notes = _each(one.tag.note for one in self.candidates)
        return notes[0] if len(notes) == 1 else ""

    @property
    def in_first_phase(self) -> int:
        """How many of its authorities are in an area of the first phase."""
        return sum(one.first_phase for one in self.candidates)


def _each(texts: Any) -> list[str]:
    return list(dict.fromkeys(texts))


def said_since(since: str) -> str:
    """`since` in words: "2011-03" as "March 2011", "2011" as it is."""
    return f"{date.fromisoformat(f'{since}-01'):%B %Y}" if "-" in since else since


def pool_lists(user: Any, *, on: date) -> list[PoolList]:
    """Every pool with its authorities by name, as `user` may read them, in two queries.

    The pools of the paper stand first, in its order (F000 ¶10); `on` is the day on which areas have their members.
    """
    areas = area_by_authority(on)
    found: dict[str, list[Candidate]] = {pool: [] for pool in Pool.values}
    for tag in CandidatePool.objects.visible_to(user).select_related("authority"):
        area = areas.get(tag.authority_id)
        found[tag.pool].append(Candidate(tag, area is not None and area.phase.slug == FIRST_PHASE))
    return [PoolList(Pool(pool), ABOUT[pool], candidates) for pool, candidates in found.items()]


def pools_of(authority: Authority, user: Any) -> list[CandidatePool]:
    """The tags of one authority, the paper's first, in one query."""
    order = Pool.values
    tags = CandidatePool.objects.visible_to(user).filter(authority=authority)
    return sorted(tags, key=lambda tag: order.index(tag.pool))
