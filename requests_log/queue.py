"""What waits for a champion: requests to own departments that are overdue, due soon, at risk or stale."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from areas.access import duties_of
from cbtracker.accounts.permissions import Role
from requests_log.freshness import silent
from requests_log.models import OPEN_STATUSES, Confidence, LoggedRequest, RequestDepartment

DUE_WITHIN_DAYS = 14
ORDER = (("due_on", "asc"), ("id", "asc"))


@dataclass(frozen=True)
class Section:
    """A part of the queue: its name in the address, its title, and what it says when it is empty."""

    slug: str
    title: str
    empty: str


SECTIONS = (
    Section("attention", "Needs attention", "Nothing is overdue, due soon, at risk or without a fresh position."),
    Section("overdue", "Overdue", "Nothing is overdue."),
    Section("due", "Due soon", f"Nothing is due within {DUE_WITHIN_DAYS} days."),
    Section("at-risk", "At risk or off track", "Nothing is at risk or off track."),
    Section("stale", "Without a fresh position", "Every position is fresh."),
    Section("all", "All open", "No open request is made of your department."),
)
SECTION_OF = {section.slug: section for section in SECTIONS}


def own_requests(user: Any) -> QuerySet[LoggedRequest]:
    """Open requests for whose position `user` answers: own departments' for a champion, all for the secretariat."""
    rows = LoggedRequest.objects.visible_to(user).filter(status__in=OPEN_STATUSES)
    return rows.filter(Exists(_parts(user))) if user.role == Role.CHAMPION else rows


def _parts(user: Any) -> QuerySet[RequestDepartment]:
    parts = RequestDepartment.objects.filter(entry=OuterRef("pk"))
    if user.role == Role.CHAMPION:
        return parts.filter(department__in=duties_of(user).departments)
    return parts


def condition(slug: str, *, user: Any, now: datetime) -> Q:
    """What makes a request belong to the section `slug` of `user`'s queue at `now`."""
    today = timezone.localdate(now)
    conditions = {
        "overdue": Q(due_on__lt=today),
        "due": Q(due_on__gte=today, due_on__lte=today + timedelta(days=DUE_WITHIN_DAYS)),
        "at-risk": Q(confidence__in=(Confidence.AT_RISK, Confidence.OFF_TRACK)),
        "stale": Q(Exists(_parts(user).filter(silent(now=now)))),
        "all": Q(),
    }
    if slug == "attention":
        return conditions["overdue"] | conditions["due"] | conditions["at-risk"] | conditions["stale"]
    return conditions[slug]


def section_rows(slug: str, *, user: Any, now: datetime) -> QuerySet[LoggedRequest]:
    """The requests of one section, with `is_stale` for own parts."""
    rows = own_requests(user).annotate(is_stale=Exists(_parts(user).filter(silent(now=now))))
    return rows.filter(condition(slug, user=user, now=now))


def section_counts(*, user: Any, now: datetime) -> dict[str, int]:
    """How many requests each section holds, in one query."""
    counts = {
        section.slug.replace("-", "_"): Count("pk", filter=condition(section.slug, user=user, now=now))
        for section in SECTIONS
        if section.slug != "all"
    }
    found = own_requests(user).order_by().aggregate(**counts, all=Count("pk"))
    return {section.slug: found[section.slug.replace("-", "_")] for section in SECTIONS}


def next_in_queue(*, user: Any, now: datetime, after: str) -> LoggedRequest | None:
    """The request that most needs attention after the one with the reference `after`; from the top again at the end."""
    rows = section_rows("attention", user=user, now=now).order_by("due_order", "pk").exclude(reference=after)
    here = LoggedRequest.objects.filter(reference=after[:12]).values_list("due_order", "pk").first()
    if here is None:
        return rows.first()
    later = Q(due_order__gt=here[0]) | Q(due_order=here[0], pk__gt=here[1])
    return rows.filter(later).first() or rows.first()
