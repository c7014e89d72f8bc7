"""What concerns one person, of a picture: which requests, calls and nominations, under which heading (issue 6).

By primary keys and the person's duties only. Each request stands once, under the first heading that it fits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.utils import timezone

from areas.access import Duties, duties_of
from cbtracker.accounts.permissions import Permission, Role, holds
from cbtracker.digests.picture import Move, Picture, Standing
from cbtracker.digests.plan_dates import concerning
from cbtracker.web.formats import LONDON
from requests_log.freshness import stale_limit
from requests_log.models import Action, Status
from requests_log.queue import DUE_WITHIN_DAYS


class Heading(StrEnum):
    """What a part of a digest is about, in the order in which the parts stand."""

    CALLS = "calls"
    UNTRIAGED = "untriaged"
    OVERDUE = "overdue"
    DUE = "due"
    NEW = "new"
    UNASSIGNED = "unassigned"
    STALE = "stale"
    MOVED = "moved"
    NOMINATIONS = "nominations"
    TASKS = "tasks"
    MILESTONES = "milestones"
    WATCHED = "watched"
    FAILED = "failed"


@dataclass(frozen=True)
class Choice:
    """The keys under each heading; empty: there is nothing to say. `moves` are those of the requests chosen."""

    keys: dict[Heading, list[int]] = field(default_factory=dict)
    moves: dict[int, list[Move]] = field(default_factory=dict)
    failed: int = 0

    def __bool__(self) -> bool:
        return bool(self.keys or self.failed)


@dataclass(frozen=True)
class Look:
    """One person's look at a picture: what is theirs, what they watch, and the time that they are told of."""

    user: Any
    picture: Picture
    since: datetime
    watched: frozenset[int]

    @property
    def duties(self) -> Duties:
        """What is theirs today."""
        return duties_of(self.user)

    def moves(self, entry: int) -> list[Move]:
        """What others did to the request in the time told of, as far as the person may know."""
        whitehall = holds(self.user, Permission.READ_WHITEHALL_POSITIONS)
        return [
            move
            for move in self.picture.moves.get(entry, ())
            if move.at > self.since and move.by != self.user.pk and (whitehall or move.for_areas)
        ]

    def own_of_departments(self) -> dict[int, list[datetime | None]]:
        """Requests made of the person's departments, each with when those departments' parts were last heard of."""
        own: dict[int, list[datetime | None]] = {}
        for department in sorted(self.duties.departments):
            for entry, at in self.picture.fresh.get(department, {}).items():
                own.setdefault(entry, []).append(at)
        return own

    def own_of_places(self) -> list[int]:
        """Requests of the person's areas."""
        areas = sorted(self.duties.areas)
        return list(dict.fromkeys(entry for area in areas for entry in self.picture.by_area.get(area, ())))


Found = Iterator[tuple[Heading, int]]


def choose(look: Look) -> Choice:
    """Return what concerns the person."""
    keys: dict[Heading, list[int]] = {}
    seen: set[int] = set()
    for heading, entry in [*CHOOSERS[look.user.role](look), *_watched(look)]:
        if entry not in seen:
            seen.add(entry)
            keys.setdefault(heading, []).append(entry)
    moves = {entry: moved for entry in seen if (moved := look.moves(entry))}
    for heading, others in (
        (Heading.CALLS, _asked(look)),
        (Heading.NOMINATIONS, _nominated(look)),
        (Heading.TASKS, concerning(look.user, look.duties, look.picture.items)),
        (Heading.MILESTONES, concerning(look.user, look.duties, look.picture.milestones)),
    ):
        if others:
            keys[heading] = others
    failed = look.picture.failed if look.user.role == Role.SECRETARIAT else 0
    return Choice({heading: keys[heading] for heading in Heading if heading in keys}, moves, failed)


def _standings(look: Look, entries: Iterable[int]) -> Iterator[Standing]:
    """Where these stand, the first due first."""
    of = look.picture.standings
    found = [of[entry] for entry in entries if entry in of]
    return iter(sorted(found, key=lambda one: (one.due_on is None, one.due_on, one.pk)))


def _for_champion(look: Look) -> Found:
    today, limit = timezone.localdate(look.picture.now, LONDON), stale_limit(look.picture.now)
    own = look.own_of_departments()
    for one in _standings(look, own):
        moves = look.moves(one.pk)
        is_silent = any(at is None or at < limit for at in own[one.pk])
        if one.is_open and one.due_on is not None and one.due_on < today:
            yield Heading.OVERDUE, one.pk
        elif one.is_open and one.due_on is not None and one.due_on <= today + timedelta(DUE_WITHIN_DAYS):
            yield Heading.DUE, one.pk
        elif one.is_open and any(move.action == Action.TRIAGED for move in moves):
            yield Heading.NEW, one.pk
        elif one.is_open and is_silent:
            yield Heading.STALE, one.pk
        elif moves:
            yield Heading.MOVED, one.pk


def _for_secretariat(look: Look) -> Found:
    today = timezone.localdate(look.picture.now, LONDON)
    for one in _standings(look, look.picture.standings):
        if one.status == Status.RAISED:
            yield Heading.UNTRIAGED, one.pk
        elif one.is_open and one.due_on is not None and one.due_on < today:
            yield Heading.OVERDUE, one.pk
        elif one.is_open and one.lead is None:
            yield Heading.UNASSIGNED, one.pk


def _for_places(look: Look) -> Found:
    for one in _standings(look, look.own_of_places()):
        moves = look.moves(one.pk)
        if any(move.action in (Action.RAISED, Action.IMPORTED) for move in moves):
            yield Heading.NEW, one.pk
        elif moves:
            yield Heading.MOVED, one.pk


def _for_nobody(look: Look) -> Found:
    return iter(())


def _watched(look: Look) -> Found:
    for one in _standings(look, look.watched):
        if look.moves(one.pk):
            yield Heading.WATCHED, one.pk


CHOOSERS: dict[str, Callable[[Look], Found]] = {
    Role.CHAMPION: _for_champion,
    Role.SECRETARIAT: _for_secretariat,
    Role.LOCALITY_LEAD: _for_places,
    Role.OFFICER: _for_places,
    Role.PARTNER: _for_nobody,
    Role.COMMUNITY: _for_nobody,
}
OF_PLACES = (Role.LOCALITY_LEAD, Role.OFFICER)


def _asked(look: Look) -> list[int]:
    """Own places that have not answered a call."""
    if look.user.role not in OF_PLACES:
        return []
    own = look.duties
    return [one.pk for one in look.picture.asked if one.area in own.areas or one.authority in own.authorities]


def _nominated(look: Look) -> list[int]:
    """Nominations of own authorities that moved; for officers also those that wait for their next step."""
    if look.user.role not in OF_PLACES:
        return []
    drafts = look.user.role == Role.OFFICER
    return [
        one.pk
        for one in look.picture.nominated
        if one.authorities & look.duties.authorities
        and (any(at > look.since for at in one.moved) or (drafts and one.is_draft))
    ]
