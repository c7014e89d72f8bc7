"""The steps of one authority or of the members of a place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from areas.models import Authority
from rollout.models import EngagementStep
from rollout.selectors.coverage import Standing, read_standings


@dataclass(frozen=True)
class AuthorityStanding:
    """Where one authority stands."""

    authority: Authority
    standing: Standing


def steps_of(authority: Authority, user: Any) -> list[EngagementStep]:
    """The steps of `authority` that count, as `user` may read them, the newest first, in one query."""
    rows = EngagementStep.objects.visible_to(user).filter(authority=authority).counted()
    return list(rows.select_related("authority", "taken_by").order_by("-on", "-recorded_at", "-pk"))


def retracted_steps_of(authority: Authority, user: Any) -> list[EngagementStep]:
    """The steps of `authority` that were retracted, the newest first, in one query."""
    rows = EngagementStep.objects.visible_to(user).filter(authority=authority, retracted_at__isnull=False)
    return list(rows.select_related("authority", "retracted_by").order_by("-on", "-recorded_at", "-pk"))


def standings_among(authorities: Iterable[Authority], user: Any, *, as_at: date) -> list[AuthorityStanding]:
    """Where each of `authorities` stands as at the day `as_at`, as `user` may read it, in their order, in one query."""
    authorities = list(authorities)
    steps = EngagementStep.objects.visible_to(user).filter(authority__in=[one.pk for one in authorities])
    found = read_standings(steps, as_at=as_at)
    return [AuthorityStanding(one, found.get(one.pk, Standing())) for one in authorities]
