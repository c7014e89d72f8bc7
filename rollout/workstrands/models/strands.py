"""The two workstrands, what places are invited by, and the criteria that they are judged by (F003 Annexes A and B)."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from areas.access import can
from areas.models import Authority
from cbtracker.accounts.permissions import Permission
from rollout.models.querysets import RolloutQuerySet
from rollout.models.support.base import Shared

NEIGHBOURHOODS, PLACES = 3, 4
"""The numbers of the workstrands: neighbourhood-level budgets, and a single budget for a place."""

SLOTS = (1, 2)
"""Two areas are selected in each workstrand (F003 ¶7, ¶10)."""

TEXT_LENGTH, NAME_LENGTH, PROSPECTUS_LENGTH, EARLIER_AREAS = 2000, 150, 20_000, 13


class Workstrand(models.Model):
    """A workstrand, by its number; loaded from the reference file, and not changed by hand."""

    number = models.PositiveSmallIntegerField(primary_key=True)
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=NAME_LENGTH)
    objective = models.TextField(max_length=TEXT_LENGTH)
    product = models.TextField(max_length=TEXT_LENGTH)
    source = models.CharField(max_length=100)

    objects = RolloutQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=Q(number__in=[NEIGHBOURHOODS, PLACES]), name="workstrand_is_three_or_four")
        ]

    def __str__(self) -> str:
        return f"Workstrand {self.number}: {self.name}"

    @property
    def is_of_neighbourhoods(self) -> bool:
        """Whether its places are neighbourhoods."""
        return self.number == NEIGHBOURHOODS


class Criterion(models.Model):
    """What outline proposals answer and are judged by; `essential` false: it would help (F003 Annex B ¶8)."""

    class About(models.TextChoices):
        """Whom the paper asks it of."""

        NEIGHBOURHOOD = "neighbourhood", "The neighbourhood"
        AUTHORITY = "authority", "The local authority"
        PLACE = "place", "The place"

    strand = models.ForeignKey(Workstrand, on_delete=models.PROTECT, related_name="criteria")
    key = models.SlugField(max_length=40, unique=True)
    order = models.PositiveSmallIntegerField()
    about = models.CharField(max_length=15, choices=About.choices)
    title = models.CharField(max_length=NAME_LENGTH)
    question = models.CharField(max_length=300)
    hint = models.TextField(max_length=TEXT_LENGTH, blank=True)
    essential = models.BooleanField(default=True)
    source = models.CharField(max_length=100)

    objects = RolloutQuerySet.as_manager()

    class Meta:
        ordering = ["strand", "order"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(fields=["strand", "order"], name="criterion_has_a_place_of_its_own"),
            models.CheckConstraint(
                condition=Q(about__in=["neighbourhood", "authority", "place"]),
                name="criterion_is_about_something_known",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ProspectusQuerySet(RolloutQuerySet):
    """Prospectuses, as somebody may see them."""

    def visible_to(self, user: Any) -> Self:
        """All for those who write them, published ones for everybody else in the programme."""
        there = super().visible_to(user)
        return there if can(user, Permission.EDIT_STRANDS) else there.filter(published_at__isnull=False)


class Prospectus(Shared):
    """What invites places to send outline proposals, from a day until another, both included (F003 Annex B ¶4).

    Strand 3 may ask some of the earlier areas to go further, invite new ones, or both (F003 Annex A, How).
    """

    strand = models.OneToOneField(Workstrand, on_delete=models.PROTECT, related_name="prospectus")
    text = models.TextField(max_length=PROSPECTUS_LENGTH)
    opens_on = models.DateField("open from")
    closes_on = models.DateField("open until")
    earlier_areas = models.BooleanField("the earlier areas are asked to go further", default=False)
    new_areas = models.BooleanField("new areas are invited", default=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = ProspectusQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "prospectuses"
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="prospectus_says_something"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="prospectus_closes_after_it_opens"),
            models.CheckConstraint(
                condition=Q(earlier_areas=True) | Q(new_areas=True), name="prospectus_invites_somebody"
            ),
            models.CheckConstraint(
                condition=Q(strand=NEIGHBOURHOODS) | Q(earlier_areas=False), name="earlier_areas_are_of_neighbourhoods"
            ),
        ]

    def __str__(self) -> str:
        return f"Prospectus of workstrand {self.strand_id}"


class EarlierArea(Shared):
    """One of the 13 areas of Local Integrated Services; no paper names them, so the list is to be filled (F003 ¶6)."""

    class LedBy(models.TextChoices):
        """Who led it."""

        AUTHORITY = "authority", "The local authority"
        COMMUNITY = "community", "The community"

    number = models.PositiveSmallIntegerField(unique=True)
    name = models.CharField(max_length=NAME_LENGTH, blank=True)
    authority = models.ForeignKey(Authority, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    led_by = models.CharField("who led it", max_length=10, choices=LedBy.choices, blank=True)
    note = models.TextField(max_length=TEXT_LENGTH, blank=True)
    source = models.CharField("where this is from", max_length=200, blank=True)

    objects = RolloutQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=EARLIER_AREAS), name="earlier_area_is_one_of_thirteen"
            ),
            models.CheckConstraint(
                condition=Q(led_by__in=["", "authority", "community"]), name="earlier_area_was_led_by_one_of_two"
            ),
            models.UniqueConstraint(fields=["name"], condition=~Q(name=""), name="earlier_area_is_named_once"),
            models.CheckConstraint(
                condition=~Q(name="") | Q(authority__isnull=True, led_by="", note="", source=""),
                name="earlier_area_is_named_first",
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"Earlier area {self.number}"
