"""How places are reached and found."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, Q

from cbtracker.accounts.permissions import Permission

if TYPE_CHECKING:
    from areas.models.places import AreaMember


class ProgrammeQuerySet(models.QuerySet):
    """Reference rows that everybody in the programme may read."""

    def visible_to(self, user: Any) -> Self:
        """All rows for people in the programme, none for the administrator's role (DESIGN §6)."""
        from areas.access import can

        return self if can(user, Permission.READ_PROGRAMME) else self.none()


def _members(on: date) -> models.QuerySet[AreaMember]:
    return apps.get_model("areas", "AreaMember").objects.in_force(on)


def _named(text: str, prefix: str = "") -> Q:
    """Whether an authority's name, official name or another name holds `text`, or its code is `text`."""
    return (
        Q(**{f"{prefix}short_name__icontains": text})
        | Q(**{f"{prefix}official_name__icontains": text})
        | Q(**{f"{prefix}aliases__name__icontains": text})
        | Q(**{f"{prefix}gss_code__iexact": text})
    )


class AreaQuerySet(ProgrammeQuerySet):
    """Areas, found by any of their names."""

    def search(self, text: str, *, on: date) -> Self:
        """Areas whose name, other name, or a name of an authority in them on the day `on` holds `text`."""
        members = _members(on).filter(_named(text, "authority__")).order_by().values("area_id")
        called = self.model._default_manager.filter(Q(name__icontains=text) | Q(aliases__name__icontains=text))
        return self.filter(Q(pk__in=members) | Q(pk__in=called.order_by().values("pk")))

    def with_member_count(self, *, on: date) -> Self:
        """Add `member_count`, the number of authorities in each area on the day `on`."""
        in_force = Q(members__from_on__lte=on) & (Q(members__to_on__isnull=True) | Q(members__to_on__gt=on))
        return self.annotate(member_count=Count("members", filter=in_force))


class AuthorityQuerySet(ProgrammeQuerySet):
    """Authorities, found by any of their names."""

    def search(self, text: str, *, on: date) -> Self:
        """Authorities with `text` in a name of theirs, or in a name of the area they are in on the day `on`."""
        area = Q(area__name__icontains=text) | Q(area__aliases__name__icontains=text)
        members = _members(on).filter(area).order_by().values("authority_id")
        called = self.model._default_manager.filter(_named(text)).order_by().values("pk")
        return self.filter(Q(pk__in=members) | Q(pk__in=called))
