"""How records of the workstrands are reached."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q

from areas.access import can, duties_of
from cbtracker.accounts.permissions import GRANTS, Permission, Reach


class PlanQuerySet(models.QuerySet):
    """Operational plans and what belongs to them: `path` leads from a row to the place."""

    path = "place__"

    def visible_to(self, user: Any) -> Self:
        """All for Whitehall and partners; for officers and members of the community those of their own place."""
        if not can(user, Permission.READ_STRAND_PLAN):
            return self.none()
        if GRANTS[user.role][Permission.READ_STRAND_PLAN] is Reach.ANY:
            return self
        own = duties_of(user)
        of_authority = Q(**{f"{self.path}authority__in": own.authorities})
        return self.filter(of_authority | Q(**{f"{self.path}neighbourhood__in": own.neighbourhoods}))


class PlanPartQuerySet(PlanQuerySet):
    """What belongs to a plan."""

    path = "plan__place__"


class OfItemQuerySet(PlanQuerySet):
    """What belongs to checklist items of a plan."""

    path = "item__plan__place__"


class OfMilestoneQuerySet(PlanQuerySet):
    """What belongs to milestones of a plan."""

    path = "milestone__plan__place__"


class OfOutcomeQuerySet(PlanQuerySet):
    """What belongs to outcomes of a plan."""

    path = "outcome__plan__place__"


class OfChainQuerySet(PlanQuerySet):
    """What belongs to delivery chains of a plan."""

    path = "chain__plan__place__"


class OfOptionQuerySet(PlanQuerySet):
    """What belongs to options of a plan."""

    path = "option__plan__place__"
