"""Families offered and accepted an intervention, as published (F004 Annex D, note 4: SR09-2010)."""

from __future__ import annotations

from django.db import models

from areas.models import Authority
from families.models.querysets import EstimateQuerySet

RELEASE = "SR09-2010, Department for Education"


class Intervention(models.Model):
    """The number of families of one authority to March 2010; blank is not zero. Starts were from 2007/08 to 2009/10."""

    authority = models.OneToOneField(Authority, on_delete=models.PROTECT, related_name="intervention")
    accepted = models.PositiveIntegerField(null=True, blank=True)
    source = models.CharField(max_length=120, default=RELEASE)

    objects = EstimateQuerySet.as_manager()

    class Meta:
        ordering = ["authority__short_name"]

    def __str__(self) -> str:
        return f"Interventions in {self.authority}"
