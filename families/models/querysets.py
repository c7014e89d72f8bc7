"""Who may see estimates and proposals: one rule for every way out (DESIGN §6; F004, end of Annex D)."""

from __future__ import annotations

from typing import Any, Self

from django.db import models

from areas.access import can, duties_of
from cbtracker.accounts.permissions import GRANTS, Permission, Reach


def reach_of(user: Any, permission: Permission) -> Reach | None:
    """How far `permission` goes for `user`; None where it is not theirs at all."""
    return GRANTS[user.role][permission] if can(user, permission) else None


class InputQuerySet(models.QuerySet):
    """Populations, indicators and runs: what estimates are made of."""

    def visible_to(self, user: Any) -> Self:
        """All for Whitehall, none for others."""
        return self if reach_of(user, Permission.READ_RUNS) else self.none()


class InputUploadQuerySet(models.QuerySet):
    """Files between upload and confirmation, each for the person who sent it only."""

    def visible_to(self, user: Any) -> Self:
        """The uploads of `user`, who must be allowed to add inputs."""
        return self.filter(owner=user) if can(user, Permission.EDIT_RUNS) else self.none()


class EstimateQuerySet(models.QuerySet):
    """Figures of one authority each."""

    def visible_to(self, user: Any) -> Self:
        """All for Whitehall, the own authority's for officers, none for others."""
        reach = reach_of(user, Permission.READ_ESTIMATES)
        if reach is None:
            return self.none()
        return self if reach is Reach.ANY else self.filter(authority__in=duties_of(user).authorities)


class ProposalQuerySet(models.QuerySet):
    """What areas propose. A proposal may equal an estimate or quote one, so it is as closely held."""

    def visible_to(self, user: Any) -> Self:
        """All for Whitehall, the own area's for officers, none for others."""
        reach = reach_of(user, Permission.READ_PROPOSALS)
        if reach is None:
            return self.none()
        return self if reach is Reach.ANY else self.filter(area__in=duties_of(user).areas)
