"""What digests tell of operational plans: milestones that are near or overdue, and overdue items (F003)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from areas.access import Duties
from cbtracker.accounts.permissions import GRANTS, Permission, Reach, Role
from cbtracker.web.formats import LONDON, as_date
from rollout.workstrands.models import Milestone, PlanItem
from rollout.workstrands.task_list import CLOSED

NEAR = timedelta(14)
KEEP_PLACES = (Role.OFFICER, Role.COMMUNITY, Role.LOCALITY_LEAD)


@dataclass(frozen=True, slots=True)
class PlanDate:
    """A milestone or an item, by primary keys: of which place, and the account of who sees to it."""

    pk: int
    authority: int
    neighbourhood: int | None
    owner: int | None = None


@dataclass(frozen=True)
class Told:
    """What is said of one of them: its name, what it is about, a fact, and the path of its page."""

    name: str
    about: str
    fact: str
    path: str


def due_milestones(rows: QuerySet[Milestone], now: datetime) -> list[PlanDate]:
    """Milestones of `rows` that are due within 14 days or were due, and are not reached; the first due first."""
    today = timezone.localdate(now, LONDON)
    open_ = rows.filter(plan__place__ended_on__isnull=True, met_on__isnull=True)
    due = open_.filter(due_on__lte=today + NEAR).order_by("due_on", "pk")
    return [PlanDate(*row) for row in due.values_list("pk", *_OF_PLACE)]


def overdue_items(rows: QuerySet[PlanItem], now: datetime) -> list[PlanDate]:
    """Items of `rows` that were due before today and are neither done nor not needed; the longest overdue first."""
    open_ = rows.filter(plan__place__ended_on__isnull=True, due_on__lt=timezone.localdate(now, LONDON))
    late = open_.exclude(state__in=CLOSED).order_by("due_on", "pk")
    owner = "owner__user_id"
    return [PlanDate(*row) for row in late.values_list("pk", *_OF_PLACE, owner)]


_OF_PLACE = ("plan__place__authority_id", "plan__place__neighbourhood_id")


def concerning(user: Any, own: Duties, dates: Sequence[PlanDate]) -> list[int]:
    """Keys of those of `dates` that concern `user`, whose duties are `own`.

    The secretariat's all; the places' officers', community's and locality lead's; and what one sees to oneself.
    """
    return [one.pk for one in dates if _may_read(user, own, one) and _concerns(user, own, one)]


def _concerns(user: Any, own: Duties, one: PlanDate) -> bool:
    if user.role == Role.SECRETARIAT or one.owner == user.pk:
        return True
    return user.role in KEEP_PLACES and _is_own(own, one)


def _may_read(user: Any, own: Duties, one: PlanDate) -> bool:
    reach = GRANTS[user.role].get(Permission.READ_STRAND_PLAN)
    return reach is Reach.ANY or (reach is not None and _is_own(own, one))


def _is_own(own: Duties, one: PlanDate) -> bool:
    return one.authority in own.authorities or one.neighbourhood in own.neighbourhoods


def tell_milestones(user: Any, keys: Sequence[int], now: datetime) -> list[Told]:
    """What is said at `now` of these milestones, as far as `user` may read them."""
    today = timezone.localdate(now, LONDON)
    rows = Milestone.objects.visible_to(user).filter(pk__in=keys).select_related("plan__place")
    return [_milestone(one, today) for one in rows.order_by("due_on", "pk")]


def tell_items(user: Any, keys: Sequence[int]) -> list[Told]:
    """What is said of these items, as far as `user` may read them."""
    rows = PlanItem.objects.visible_to(user).filter(pk__in=keys).select_related("plan__place", "item", "owner")
    return [_item(one, one.due_on) for one in rows.order_by("due_on", "pk")]


def _milestone(milestone: Milestone, today: date) -> Told:
    due = "Was due" if milestone.due_on < today else "Due"
    place = milestone.plan.place
    return Told(str(place), milestone.title, f"{due} on {as_date(milestone.due_on)}", _page(place.slug))


def _item(item: PlanItem, due_on: date | None) -> Told:
    place = item.plan.place
    owner = f", with {item.owner.full_name}" if item.owner else ""
    path = reverse("workstrands:item", args=[place.slug, item.item.checklist, item.item.letter])
    return Told(str(place), str(item), f"Was due on {as_date(due_on)}{owner}", path)


def _page(slug: str) -> str:
    return f"{reverse('workstrands:plan', args=[slug])}#milestones"
