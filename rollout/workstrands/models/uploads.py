"""A file of budget lines between its upload and its confirmation."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q

from areas.access import Scope
from cbtracker.web.tables.uploads import KeptUpload
from rollout.workstrands.models.plans import OperationalPlan
from rollout.workstrands.models.querysets import PlanPartQuerySet


class BudgetUploadQuerySet(PlanPartQuerySet):
    """Uploads, each for the person who sent it only."""

    def visible_to(self, user: Any) -> Self:
        """Those of `user`, for plans that they may read."""
        return super().visible_to(user).filter(owner=user.pk)


class BudgetUpload(KeptUpload):
    """Lines for the shadow budget of a plan that were uploaded and wait for their preview to be confirmed."""

    class How(models.TextChoices):
        """What becomes of the lines that are there."""

        ADD = "add", "Add the file’s lines to the budget"
        REPLACE = "replace", "Replace all lines of the budget"

    plan = models.ForeignKey(OperationalPlan, on_delete=models.CASCADE, related_name="+")
    how = models.CharField(max_length=7, choices=How.choices)

    objects = BudgetUploadQuerySet.as_manager()

    class Meta(KeptUpload.Meta):
        constraints = [models.CheckConstraint(condition=Q(how__in=["add", "replace"]), name="budget_import_says_how")]

    def access_scope(self) -> Scope:
        """What its plan concerns."""
        return self.plan.access_scope()
