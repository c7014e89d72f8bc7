"""What records of money share: who may read them, and the financial years they speak of (F000 ¶7, ¶12; F004 A ¶3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from areas.access import Scope, can, duties_of
from cbtracker.accounts.permissions import GRANTS, Permission, Reach

if TYPE_CHECKING:
    from collections.abc import Iterable

FIRST_YEAR, LAST_YEAR = 2011, 2020
"""The years in which a financial year begins that money may be drawn or paid back in, both included."""

NOTE_LENGTH = 2000
LARGEST_AMOUNT = 10**15


class MoneyQuerySet(models.QuerySet):
    """Rows with an area and the department that decides."""

    def visible_to(self, user: Any) -> Self:
        """All for the secretariat, own areas' for officers and leads, those of the own department for champions."""
        if not can(user, Permission.READ_FINANCE):
            return self.none()
        if GRANTS[user.role][Permission.READ_FINANCE] is Reach.ANY:
            return self
        duties = duties_of(user)
        return self.filter(Q(area__in=duties.areas) | Q(department__in=duties.departments))


def money_scope(area: int, departments: Iterable[int | None]) -> Scope:
    """What money of an area concerns that some departments decide on, by primary keys."""
    return Scope(areas=frozenset({area}), departments=frozenset(one for one in departments if one is not None))
