"""What estimates are made of: populations and indicators, kept as they came in; a correction is another one."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from areas.models import Authority
from families.models.querysets import InputQuerySet


class Input(models.Model):
    """A file of figures, one for each authority; `digest` is the SHA-256 of what was read from the file `file_name`."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120, unique=True)
    source = models.TextField(max_length=1000, blank=True)
    file_name = models.CharField(max_length=200, blank=True, db_default="", editable=False)
    digest = models.CharField(max_length=64, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()

    objects = InputQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PopulationBase(Input):
    """How many people live in each authority (F004 Annex D, note 1)."""


class Population(models.Model):
    """The people of one authority in one base."""

    base = models.ForeignKey(PopulationBase, on_delete=models.CASCADE, related_name="populations")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    people = models.PositiveIntegerField()

    class Meta:
        ordering = ["authority__short_name"]
        constraints = [
            models.CheckConstraint(condition=Q(people__gt=0), name="population_is_of_some_people"),
            models.UniqueConstraint(fields=["base", "authority"], name="population_names_an_authority_once"),
        ]

    def __str__(self) -> str:
        return f"{self.authority}: {self.people:,}"


class Indicator(Input):
    """An index that scores authorities, such as the Index of Multiple Deprivation 2007 (F004 Annex D, note 2)."""


class IndicatorScore(models.Model):
    """The score of one authority; an authority without one has no row.

    `existed` is false where its area did not exist when the index was made: the published denominator leaves it out.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="scores")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    score = models.DecimalField(max_digits=24, decimal_places=12)
    existed = models.BooleanField("the same area existed", default=True)

    class Meta:
        ordering = ["authority__short_name"]
        constraints = [
            models.CheckConstraint(condition=Q(score__gte=0), name="indicator_score_is_not_negative"),
            models.UniqueConstraint(fields=["indicator", "authority"], name="indicator_scores_an_authority_once"),
        ]

    def __str__(self) -> str:
        return f"{self.authority}: {self.score}"
