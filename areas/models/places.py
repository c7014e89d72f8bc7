"""Authorities, the areas they form, and the phases areas start in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models

from areas.models.dated import Dated
from areas.models.querysets import AreaQuerySet, AuthorityQuerySet, ProgrammeQuerySet

if TYPE_CHECKING:
    from areas.access import Scope


PROGRAMME_BEGINS, PROGRAMME_ENDS = date(2010, 1, 1), date(2015, 12, 31)
"""The years within which anything of the programme happens: from the Spending Review's to the Parliament's end."""


class Phase(models.Model):
    """A phase of the programme, such as the first phase launched on 1 April 2011 (F000 Annex A).

    `version` 1 is what the reference file says; the secretariat's own dates are later ones, and stay when it is loaded.
    """

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=100)
    order = models.PositiveSmallIntegerField(unique=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    goes_live_on = models.DateField(null=True, blank=True)
    goes_live_inferred = models.BooleanField(default=False)
    source = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, db_default=1)
    changed_at = models.DateTimeField(null=True, blank=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="phase_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(goes_live_inferred=False) | models.Q(goes_live_on__isnull=False),
                name="phase_infers_a_day_that_is_there",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Authority(models.Model):
    """One of the 152 upper-tier local authorities of England in 2011."""

    class Kind(models.TextChoices):
        COUNTY = "county", "County council"
        METROPOLITAN = "metropolitan", "Metropolitan district"
        LONDON = "london-borough", "London borough"
        CITY = "city-of-london", "City of London"
        UNITARY = "unitary", "Unitary authority"
        SCILLY = "isles-of-scilly", "Isles of Scilly"

    gss_code = models.CharField("GSS code", max_length=9, unique=True)
    later_gss_code = models.CharField("GSS code from 2013", max_length=9, blank=True)
    official_name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(unique=True)
    kind = models.CharField("type", max_length=20, choices=Kind.choices)
    region_code = models.CharField(max_length=9)
    region_name = models.CharField("region", max_length=40)
    email_domain = models.CharField(max_length=80, blank=True)
    website_domain = models.CharField(max_length=80, blank=True)
    ons_legacy_code = models.CharField(max_length=4, blank=True)
    abolished_on = models.DateField(null=True, blank=True)
    tile_column = models.PositiveSmallIntegerField(null=True, blank=True)
    tile_row = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = AuthorityQuerySet.as_manager()

    class Meta:
        ordering = ["short_name"]
        verbose_name_plural = "authorities"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(gss_code__regex=r"^E\d{8}$"), name="authority_gss_code_is_english"
            ),
            models.UniqueConstraint(fields=["tile_column", "tile_row"], name="authority_has_a_tile_of_its_own"),
        ]

    def __str__(self) -> str:
        return self.short_name


class Area(models.Model):
    """A place that runs a Community Budget: one authority, or a group of them."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=100, unique=True)
    order = models.PositiveSmallIntegerField(unique=True)
    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="areas")
    lead_authority = models.ForeignKey(Authority, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    themes = models.JSONField(default=list, blank=True)
    authorities = models.ManyToManyField(Authority, through="AreaMember", related_name="areas")

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name

    def access_scope(self) -> Scope:
        """The area itself: what `can(…, on=area)` asks."""
        from areas.access import Scope

        return Scope(areas=frozenset({self.pk}))


class AreaMember(Dated):
    """An authority's place in an area; in one area at a time."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="members")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="area_memberships")

    class Meta(Dated.Meta):
        ordering = ["authority__short_name"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["authority"], condition=models.Q(to_on__isnull=True), name="authority_is_in_one_area_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.authority} in {self.area}"


class Alias(models.Model):
    """Another name that papers use for an area or an authority, such as Hull or K&C."""

    name = models.CharField(max_length=100, unique=True)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.CASCADE, related_name="aliases")
    authority = models.ForeignKey(Authority, null=True, blank=True, on_delete=models.CASCADE, related_name="aliases")

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "aliases"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(area__isnull=False, authority__isnull=True)
                | models.Q(area__isnull=True, authority__isnull=False),
                name="alias_names_one_area_or_one_authority",
            )
        ]

    def __str__(self) -> str:
        return self.name
