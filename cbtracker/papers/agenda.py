"""What the pages of bodies show: who sits on them, when they meet, and the papers of each meeting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from cbtracker.accounts.permissions import WHITEHALL_ROLES
from cbtracker.papers.models import Body, BodyMember, Meeting, Paper

SHOWN_AT_FIRST = 12


@dataclass(frozen=True)
class Agenda:
    """A body on one day, as somebody may know of it. `past` are the latest, of `past_count`."""

    members: list[BodyMember]
    earlier: list[BodyMember]
    to_come: list[Meeting]
    past: list[Meeting]
    past_count: int
    has_papers: bool


def read_agenda(body: Body, user: Any, *, now: datetime, all_past: bool = False) -> Agenda:
    """Return who sits on `body` and when it meets. Each meeting has `shown`: the papers that `user` may know of."""
    members, earlier = seats_of(body, user, today=timezone.localdate(now))
    past = past_meetings(body, user, now=now)
    return Agenda(
        members=list(members),
        earlier=list(earlier),
        to_come=list(meetings_to_come(body, user, now=now)),
        past=list(past if all_past else past[:SHOWN_AT_FIRST]),
        past_count=past.count(),
        has_papers=Paper.objects.visible_to(user).filter(body=body).issued().exists(),
    )


def seats_of(body: Body, user: Any, *, today: date) -> tuple[QuerySet[BodyMember], QuerySet[BodyMember]]:
    """The seats on `body` that are held on `today` or will be, the chair first; and those that have ended."""
    seats = BodyMember.objects.visible_to(user).filter(body=body).select_related("user")
    held = Q(to_on__isnull=True) | Q(to_on__gt=today)
    ended = seats.exclude(held).order_by("-to_on", "user__full_name", "pk")
    return seats.filter(held).order_by("part", "user__full_name", "pk"), ended


def meetings_to_come(body: Body, user: Any, *, now: datetime) -> QuerySet[Meeting]:
    """The meetings of `body` that are not over, the next one first."""
    return _meetings(body, user).filter(ends_at__gte=now).order_by("starts_at", "pk")


def past_meetings(body: Body, user: Any, *, now: datetime) -> QuerySet[Meeting]:
    """The meetings of `body` that are over, the latest first."""
    return _meetings(body, user).filter(ends_at__lt=now).order_by("-starts_at", "-pk")


def _meetings(body: Body, user: Any) -> QuerySet[Meeting]:
    return with_papers(Meeting.objects.visible_to(user).filter(body=body), user)


def with_papers(meetings: QuerySet[Meeting], user: Any) -> QuerySet[Meeting]:
    """Add to each meeting `shown`: its papers that `user` may know of and that no later issue replaces."""
    papers = Paper.objects.visible_to(user).current().order_by("kind", "issued_at", "pk")
    return meetings.prefetch_related(Prefetch("papers", papers, to_attr="shown"))


def bodies_of(user: Any, *, now: datetime) -> QuerySet[Body]:
    """Return the bodies that `user` may know of, with `next_at` and `own_part`: the next meeting and the own seat."""
    meetings = Meeting.objects.filter(body=OuterRef("pk"), ends_at__gte=now, cancelled_at=None)
    seats = BodyMember.objects.in_force(timezone.localdate(now)).filter(body=OuterRef("pk"), user=user)
    return Body.objects.visible_to(user).annotate(
        next_at=Subquery(meetings.order_by("starts_at").values("starts_at")[:1]),
        own_part=Subquery(seats.order_by("part").values("part")[:1]),
    )


def readers_outside(members: Iterable[BodyMember], today: date) -> list[str]:
    """Return the names of members who read in full what is for Whitehall only, though they are not of Whitehall."""
    held = (seat for seat in members if seat.to_on is None or seat.to_on > today)
    return [str(seat.user) for seat in held if seat.user.role not in WHITEHALL_ROLES]
