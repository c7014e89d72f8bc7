"""How bodies, meetings, papers and renditions are reached: through `visible_to(user)` always (DESIGN rule 2, §6)."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils import timezone

from areas.access import can
from areas.models.dated import DatedQuerySet
from cbtracker.accounts.permissions import WHITEHALL_ROLES, Permission, Reach, Role
from cbtracker.papers.models.choices import Audience, BodySight, PaperState, RenditionSight
from families.models.querysets import reach_of

_OWN_AUDIENCE = {Role.OFFICER: Audience.AREAS, Role.PARTNER: Audience.PARTNERS}


def _bodies_of(user: Any, *, today: date | None = None) -> Any:
    """Primary keys of the bodies that `user` is a member of today."""
    members = apps.get_model("papers", "BodyMember").objects
    return members.in_force(today or timezone.localdate()).filter(user=user).order_by().values("body_id")


def reads_every_rendition(user: Any) -> bool:
    """Whether `user` reads every issued paper in full (DESIGN §6: Whitehall's roles)."""
    return can(user, Permission.READ_PAPERS) and user.role in WHITEHALL_ROLES


def reads_every_estimate(user: Any) -> bool:
    """Whether `user` may see the estimates of all authorities, not the own one's alone."""
    return reach_of(user, Permission.READ_ESTIMATES) is Reach.ANY


class BodyQuerySet(models.QuerySet):
    """Bodies, as somebody may know of them."""

    def visible_to(self, user: Any) -> Self:
        """All for Whitehall; for officers and partners those that they are members of."""
        if not can(user, Permission.READ_PAPERS):
            return self.none()
        return self if reads_every_rendition(user) else self.filter(pk__in=_bodies_of(user))


class OfBodyQuerySet(models.QuerySet):
    """Rows that belong to a body."""

    def visible_to(self, user: Any) -> Self:
        """Those of the bodies that `user` may know of."""
        if not can(user, Permission.READ_PAPERS):
            return self.none()
        return self if reads_every_rendition(user) else self.filter(body__in=_bodies_of(user))


class MemberQuerySet(DatedQuerySet, OfBodyQuerySet):  # type: ignore[override]  # each makes managers of its own
    """Members of bodies, from a day until another."""


class SubscriptionQuerySet(models.QuerySet):
    """Calendar subscriptions: a person's own."""

    def visible_to(self, user: Any) -> Self:
        """Those of `user`."""
        return self.filter(user=user) if can(user, Permission.READ_PAPERS) else self.none()


class PaperQuerySet(models.QuerySet):
    """Papers, as somebody may know of them."""

    def visible_to(self, user: Any) -> Self:
        """Drafts for those who write them; issued papers for every reader, each in the rendition for them."""
        if not can(user, Permission.READ_PAPERS):
            return self.none()
        return self if can(user, Permission.EDIT_PAPERS) else self.filter(state=PaperState.ISSUED)

    def issued(self) -> Self:
        """Papers that have been issued, the newest first."""
        return self.filter(state=PaperState.ISSUED).order_by("-issued_at", "-pk")

    def current(self) -> Self:
        """Papers that no later issue replaces."""
        return self.exclude(corrected_by__state=PaperState.ISSUED)


class RenditionQuerySet(models.QuerySet):
    """Renditions, as somebody may read them."""

    def visible_to(self, user: Any) -> Self:
        """All for Whitehall; for others the one for their role, and the body's where they are members of it.

        A body that is not to read what is for Whitehall only any more does not read it in its earlier papers either.
        What holds estimates is left to those who may see every estimate, whatever they are a member of (DESIGN §6).
        """
        if not can(user, Permission.READ_PAPERS):
            return self.none()
        if reads_every_rendition(user):
            return self
        own = Q(audience=_OWN_AUDIENCE[user.role])
        allowed = ~Q(sight=RenditionSight.WHITEHALL) | Q(paper__body__sight=BodySight.WHITEHALL)
        found = self.filter(own | (Q(audience=Audience.BODY, paper__body__in=_bodies_of(user)) & allowed))
        return found if reads_every_estimate(user) else found.filter(holds_estimates=False)


class RenditionFileQuerySet(models.QuerySet):
    """Files of renditions, as somebody may take them."""

    def visible_to(self, user: Any) -> Self:
        """Those of the renditions that `user` may read."""
        renditions = apps.get_model("papers", "Rendition").objects.visible_to(user)
        return self.filter(rendition__in=renditions.order_by().values("pk"))
