"""The email to who was put in charge of something.

It reads the posts again when it is sent: one that was handed on meanwhile is left out, and without any it is not sent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone

from areas.models import AreaChampion, AuthorityMembership, DepartmentMembership, LocalityLead, NeighbourhoodMembership
from cbtracker.accounts.models import User
from cbtracker.outbox.emails import absolute, fill
from cbtracker.outbox.models import OutboxMessage
from cbtracker.outbox.registry import RenderedEmail
from cbtracker.web.formats import LONDON


@dataclass(frozen=True)
class Assignment:
    """One post in words: "locality lead for Swindon", and the note of the handover."""

    words: str
    note: str = ""


def _of_department(row: Any) -> Assignment:
    if row.part == DepartmentMembership.Part.CHAMPION:
        return Assignment(f"champion of {row.department.name} ({row.department})")
    return Assignment(f"deputy of the champion of {row.department.name} ({row.department})")


KINDS: dict[str, tuple[type[models.Model], str, Callable[[Any], Assignment]]] = {
    "departmentmembership": (DepartmentMembership, "department", _of_department),
    "areachampion": (AreaChampion, "area", lambda row: Assignment(f"champion of {row.area}")),
    "localitylead": (
        LocalityLead,
        "authority",
        lambda row: Assignment(f"locality lead for {row.authority}", row.handover_note),
    ),
    "authoritymembership": (
        AuthorityMembership,
        "authority",
        lambda row: Assignment(f"officer of {row.authority}"),
    ),
    "neighbourhoodmembership": (
        NeighbourhoodMembership,
        "neighbourhood",
        lambda row: Assignment(f"a member of the community for {row.neighbourhood}"),
    ),
}


def assigned(message: OutboxMessage, now: datetime) -> RenderedEmail | None:
    """What is the person's from now on, of what was assigned; nothing once none of it is."""
    person, items = message.recipient, message.payload["items"]
    if person is None or not person.is_active:
        return None
    today = timezone.localdate(now, LONDON)
    posts = [post for item in items if (post := _still_held(item, person, today)) is not None]
    if not posts:
        return None
    return fill(
        "assigned",
        subject=f"You are now {posts[0].words}" if len(posts) == 1 else f"{len(posts)} things are now yours to do",
        person=person,
        posts=posts,
        by=User.objects.filter(pk=items[0]["by"]).first(),
        link=absolute(reverse("home")),
    )


def _still_held(item: dict[str, Any], person: User, today: date) -> Assignment | None:
    model, place, words = KINDS[item["post"]]
    held: Any = model._default_manager.filter(user=person, pk=item["pk"])
    row = held.in_force(today).select_related(place).first()
    return words(row) if row is not None else None
