"""Who is an officer of, champions or leads for a place."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from areas.models.dated import Dated
from areas.models.places import Area, Authority


class AuthorityMembership(Dated):
    """An officer of an authority; the officer's own areas are those that contain it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="authority_memberships")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="officers")

    class Meta(Dated.Meta):
        ordering = ["authority", "from_on"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["user", "authority"],
                condition=models.Q(to_on__isnull=True),
                name="officer_is_of_an_authority_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} of {self.authority}"


class AreaChampion(Dated):
    """The senior official who champions one area."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="area_championships")
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="champions")

    class Meta(Dated.Meta):
        ordering = ["area", "from_on"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["area"], condition=models.Q(to_on__isnull=True), name="area_has_one_champion_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} champions {self.area}"


class LocalityLead(Dated):
    """The DCLG Director or Deputy Director assigned to an authority (F000 ¶14)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="locality_leads")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="locality_leads")
    handover_note = models.TextField(blank=True)

    class Meta(Dated.Meta):
        ordering = ["authority", "from_on"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["authority"], condition=models.Q(to_on__isnull=True), name="authority_has_one_lead_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} leads for {self.authority}"
