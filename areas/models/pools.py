"""Candidate pools: authorities named for another reason, which may be well placed to start early (F000 ¶10)."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models

from areas.models.places import Authority
from areas.models.querysets import ProgrammeQuerySet

MONTH_OR_YEAR = r"^\d{4}(-(0[1-9]|1[0-2]))?$"


class Pool(models.TextChoices):
    """A group of authorities that the paper of 11 May 2011 speaks of (F000 ¶10), or that was announced later."""

    EARLY_INTERVENTION = "early-intervention-place", "Early Intervention Places"
    MUNRO = "munro-trial", "Munro trial authorities"
    CHILD_POVERTY = "child-poverty-unit-cdg-pilot", "Child Poverty Unit: Child Development Grant pilot"
    WHOLE_PLACE = "whole-place-pilot", "Whole-place pilots"
    WHOLE_PLACE_SHORTLIST = "whole-place-shortlist-only", "Shortlisted for the whole-place pilots"
    NEIGHBOURHOOD = "neighbourhood-pilot", "Neighbourhood pilots"


class CandidatePool(models.Model):
    """A tag: `authority` is in `pool`, as far as a source says. A candidate for an early start, and never a rank.

    `since` is as exact as the source: "2011-03", "2011" or blank. `completeness` says how much of the pool's list was
    found, `basis` whether the source names the authority or it was worked out from what the source names.
    """

    authority = models.ForeignKey(Authority, on_delete=models.CASCADE, related_name="candidate_pools")
    pool = models.CharField(max_length=40, choices=Pool.choices)
    since = models.CharField(
        "from", max_length=7, blank=True, validators=[RegexValidator(MONTH_OR_YEAR, "Write it like 2011-03 or 2011")]
    )
    completeness = models.CharField(max_length=120)
    basis = models.CharField(max_length=80)
    source = models.CharField(max_length=300)
    note = models.CharField(max_length=300, blank=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["authority__short_name", "pool"]
        verbose_name = "candidate tag"
        constraints = [
            models.CheckConstraint(condition=models.Q(pool__in=Pool.values), name="candidate_pool_is_known"),
            models.CheckConstraint(
                condition=models.Q(since="") | models.Q(since__regex=MONTH_OR_YEAR),
                name="candidate_pool_since_is_a_month_or_year",
            ),
            models.CheckConstraint(
                condition=~models.Q(source="") & ~models.Q(completeness=""), name="candidate_pool_names_its_source"
            ),
            models.UniqueConstraint(fields=["authority", "pool"], name="candidate_pool_holds_an_authority_once"),
        ]

    def __str__(self) -> str:
        return f"{self.authority}: {self.get_pool_display()}"
