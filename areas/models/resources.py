"""What an area brings together by year, chosen from the funding menu (F004 C ¶7-8)."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from areas.models.departments import Department
from areas.models.places import Area
from areas.models.querysets import ProgrammeQuerySet

FIRST_YEAR, LAST_YEAR = 2010, 2020
NOTE_LENGTH = 2000
LARGEST_AMOUNT = 10**15
"""In pence: £10 trillion."""


class FundingStream(models.Model):
    """A line of the funding menu of 22 December 2010: a starting point, not a definitive list (F004 B)."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=150, unique=True)
    department = models.ForeignKey(
        Department, null=True, blank=True, on_delete=models.PROTECT, related_name="funding_streams"
    )
    menu_dated = models.DateField()
    order = models.PositiveSmallIntegerField(unique=True)
    source = models.CharField(max_length=100)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name


class Resource(models.Model):
    """One contribution to an area's budget in a financial year; the amount may be not yet known (blank)."""

    class Manner(models.TextChoices):
        POOLED = "pooled", "Pooled"
        ALIGNED = "aligned", "Aligned"
        IN_KIND = "in_kind", "In kind"

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="resources")
    year = models.PositiveSmallIntegerField(
        "financial year beginning", validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    stream = models.ForeignKey(FundingStream, null=True, blank=True, on_delete=models.PROTECT, related_name="resources")
    other_stream = models.CharField(max_length=150, blank=True)
    contributor = models.CharField(max_length=150)
    manner = models.CharField(max_length=10, choices=Manner.choices)
    amount_pence = models.BigIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["year", "manner", "contributor", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount_pence__isnull=True) | models.Q(amount_pence__gte=0),
                name="resource_amount_is_not_negative",
            ),
            models.CheckConstraint(
                condition=models.Q(stream__isnull=False, other_stream="")
                | (models.Q(stream__isnull=True) & ~models.Q(other_stream="")),
                name="resource_has_one_stream",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contributor}, {self.year}"
