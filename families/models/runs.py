"""Runs of the apportionment, the published one among them, and the estimates that they give."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from areas.models import Authority
from families.apportionment import NEAREST
from families.models.cohorts import Cohort
from families.models.inputs import Indicator, PopulationBase
from families.models.querysets import EstimateQuerySet, InputQuerySet


class EstimateRun(models.Model):
    """One sharing out, stored with everything that went into it and never changed; one run is the current one.

    The published run holds the ranges of F004 Annex D as printed: it has neither base nor indicators. `totals` are
    families in England by cohort; `without` says why an authority has no estimate, by its code.
    """

    class Denominator(models.TextChoices):
        """Which authorities the sum is over (`families.apportionment.Denominator`)."""

        ALL = "all", "Every authority with a score"
        PUBLISHED = "published", "Not those made in 2009, as the published figures appear to have been worked out"

    name = models.CharField(max_length=120)
    published = models.BooleanField(default=False)
    base = models.ForeignKey(PopulationBase, null=True, blank=True, on_delete=models.PROTECT, related_name="runs")
    indicators: models.ManyToManyField = models.ManyToManyField(Indicator, blank=True, related_name="runs")
    denominator = models.CharField(max_length=10, choices=Denominator.choices, blank=True)
    nearest = models.PositiveSmallIntegerField("rounded to the nearest", default=NEAREST)
    totals = models.JSONField(default=dict)
    without = models.JSONField(default=dict, blank=True)
    note = models.TextField(max_length=2000, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    is_current = models.BooleanField(default=False)

    objects = InputQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"], condition=Q(is_current=True), name="one_run_of_estimates_is_current"
            ),
            models.UniqueConstraint(
                fields=["published"], condition=Q(published=True), name="one_run_of_estimates_is_published"
            ),
            models.CheckConstraint(
                condition=Q(published=True, base__isnull=True, denominator="")
                | Q(published=False, base__isnull=False, denominator__in=["all", "published"]),
                name="run_of_estimates_says_what_it_was_made_of",
            ),
            models.CheckConstraint(condition=Q(nearest__gte=1), name="run_of_estimates_rounds_to_one_or_more"),
        ]

    def __str__(self) -> str:
        return self.name


class Estimate(models.Model):
    """The range of families of one cohort in one authority: apportioned, never counted."""

    run = models.ForeignKey(EstimateRun, on_delete=models.CASCADE, related_name="estimates")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="estimates")
    cohort = models.CharField(max_length=10, choices=Cohort.choices)
    low = models.PositiveIntegerField()
    high = models.PositiveIntegerField()

    objects = EstimateQuerySet.as_manager()

    class Meta:
        ordering = ["authority__short_name", "cohort"]
        constraints = [
            models.CheckConstraint(condition=Q(cohort__in=Cohort.values), name="estimate_cohort_is_known"),
            models.CheckConstraint(condition=Q(low__lte=F("high")), name="estimate_low_is_not_above_high"),
            models.UniqueConstraint(fields=["run", "authority", "cohort"], name="estimate_is_once_in_a_run"),
        ]

    def __str__(self) -> str:
        return f"{self.authority}, {self.get_cohort_display()}"
