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
    today = timezone.localdate(now)
    seats = BodyMember.objects.visible_to(user).filter(body=body).select_related("user")
    held = Q(to_on__isnull=True) | Q(to_on__gt=today)
    meetings = with_papers(Meeting.objects.visible_to(user).filter(body=body), user)
    past = meetings.filter(ends_at__lt=now).order_by("-starts_at", "-pk")
    return Agenda(
        members=list(seats.filter(held).order_by("part", "user__full_name", "pk")),
        earlier=list(seats.exclude(held).order_by("-to_on", "user__full_name", "pk")),
        to_come=list(meetings.filter(ends_at__gte=now).order_by("starts_at", "pk")),
        past=list(past if all_past else past[:SHOWN_AT_FIRST]),
        past_count=past.count(),
        has_papers=Paper.objects.visible_to(user).filter(body=body).issued().exists(),
    )


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
