"""Telling people what was assigned to them: one email for all that is theirs from one moment on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from areas.models import AreaChampion, AuthorityMembership, DepartmentMembership, LocalityLead, NeighbourhoodMembership
from cbtracker.outbox.services import enqueue_or_add

ASSIGNED = "assigned"
Post = DepartmentMembership | AreaChampion | LocalityLead | AuthorityMembership | NeighbourhoodMembership


def tell_assigned(made: Post, *, by: Any, now: datetime) -> None:
    """Queue the email to who holds the post `made`, in the caller's transaction.

    Not for one's own doing, nor for what nobody did (`by` None), such as loading data.
    """
    if by is None or by.pk == made.user_id:
        return
    enqueue_or_add(
        kind=ASSIGNED,
        dedupe_key=f"{ASSIGNED}:{made.user_id}:{now.isoformat()}",
        recipient=made.user_id,
        item={"post": made._meta.model_name, "pk": made.pk, "by": by.pk},
        now=now,
    )
