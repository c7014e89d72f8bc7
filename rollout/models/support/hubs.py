"""Regional dissemination hubs, which DfE plans in each region (F000 ¶12)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from rollout.models.querysets import RolloutQuerySet
from rollout.models.support.base import Shared

NAME_LENGTH, CONTACT_LENGTH = 120, 500


class Hub(Shared):
    """A hub from which areas of a region get expert support. `region` is the name that authorities have theirs by."""

    region = models.CharField(max_length=40)
    name = models.CharField(max_length=NAME_LENGTH)
    host = models.CharField("run by", max_length=NAME_LENGTH)
    contact = models.TextField(max_length=CONTACT_LENGTH, blank=True)
    opened_on = models.DateField("opened")
    closed_on = models.DateField("closed", null=True, blank=True)

    objects = RolloutQuerySet.as_manager()

    class Meta:
        ordering = ["region", "-opened_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")), name="hub_closes_after_it_opens"
            ),
            models.CheckConstraint(condition=~Q(region="") & ~Q(name=""), name="hub_has_a_region_and_a_name"),
            models.UniqueConstraint(
                fields=["region"], condition=Q(closed_on__isnull=True), name="hub_is_the_only_open_one_of_its_region"
            ),
        ]

    def __str__(self) -> str:
        return self.name
