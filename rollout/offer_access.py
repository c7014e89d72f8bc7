"""Who drafts the offer: the secretariat, partners (LG Group), champions of DCLG and DfE (F000 ¶11; DESIGN §6)."""

from __future__ import annotations

from typing import Any

from areas.access import Scope, can, require
from areas.models import Department
from cbtracker.accounts.permissions import Permission

DRAFTERS = ("DCLG", "DfE")
"""The departments that produce the offer together with LG Group."""


class TheOffer:
    """The offer, as `can(…, on=…)` asks about it."""

    def access_scope(self) -> Scope:
        """The departments that draft it."""
        return Scope(
            departments=frozenset(Department.objects.filter(abbreviation__in=DRAFTERS).values_list("pk", flat=True))
        )


def may_edit_offer(user: Any) -> bool:
    """Whether `user` drafts the offer and answers comments on it."""
    return can(user, Permission.EDIT_OFFER, on=TheOffer())


def require_offer_editor(user: Any) -> None:
    """Raise NotPermitted unless `may_edit_offer(user)`."""
    require(user, Permission.EDIT_OFFER, on=TheOffer())
