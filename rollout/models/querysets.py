"""How records of the rollout are reached."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q

from areas.access import can
from cbtracker.accounts.permissions import Permission


class RolloutQuerySet(models.QuerySet):
    """Rows that everybody in the programme may read: how the rollout goes is no secret (F000 ¶11)."""

    def visible_to(self, user: Any) -> Self:
        """All rows for people in the programme, none for the administrator's role (DESIGN §6)."""
        return self if can(user, Permission.READ_ROLLOUT) else self.none()


class EngagementStepQuerySet(RolloutQuerySet):
    """Steps of authorities."""

    def counted(self, *, known_at: datetime | None = None) -> Self:
        """Steps that count: not retracted; with `known_at`, as was recorded by that aware moment."""
        if known_at is None:
            return self.filter(retracted_at__isnull=True)
        unretracted = Q(retracted_at__isnull=True) | Q(retracted_at__gt=known_at)
        return self.filter(unretracted, recorded_at__lte=known_at)

    def in_order(self) -> Self:
        """The oldest first; of two on one day, the one recorded later is the later one."""
        return self.order_by("on", "recorded_at", "pk")
