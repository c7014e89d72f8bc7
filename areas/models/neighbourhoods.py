"""Neighbourhoods, which are smaller than an authority, and the people of each (F003 ¶5–7, Annex A)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from areas.models.dated import Dated
from areas.models.places import Authority
from areas.models.querysets import ProgrammeQuerySet

if TYPE_CHECKING:
    from areas.access import Scope


LONGEST = {"name": 100, "boundary": 2000, "budget_holder": 200, "about": 4000}
"""How many characters may be said of each."""


class Neighbourhood(models.Model):
    """A neighbourhood of one authority that wants a budget of its own.

    Its boundary is words, as people say it: the right spatial level is one of the things to explore (F003 Annex A).
    `budget_holder` is the organisation with the potential to hold the budget; blank until it is known.
    """

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="neighbourhoods")
    name = models.CharField(max_length=LONGEST["name"])
    slug = models.SlugField(max_length=80, unique=True)
    boundary = models.TextField(max_length=LONGEST["boundary"])
    budget_holder = models.CharField(max_length=LONGEST["budget_holder"], blank=True)
    about = models.TextField(max_length=LONGEST["about"], blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "name"], name="neighbourhood_name_is_its_own_in_its_authority"
            ),
            models.CheckConstraint(
                condition=~models.Q(name="") & ~models.Q(boundary=""), name="neighbourhood_has_a_name_and_a_boundary"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def access_scope(self) -> Scope:
        """Its authority and itself: both the authority's officers and the community's own people have it as theirs."""
        from areas.access import Scope

        return Scope(authorities=frozenset({self.authority_id}), neighbourhoods=frozenset({self.pk}))


class NeighbourhoodMembership(Dated):
    """A member of the community for a neighbourhood: an equal, not a junior, partner in it (F003 ¶7)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="neighbourhood_memberships"
    )
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="members")

    class Meta(Dated.Meta):
        ordering = ["neighbourhood", "from_on"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["user", "neighbourhood"],
                condition=models.Q(to_on__isnull=True),
                name="member_is_of_a_neighbourhood_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} of {self.neighbourhood}"
