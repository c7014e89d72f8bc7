"""What an area says back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from areas.access import require
from cbtracker.accounts.permissions import Permission
from requests_log.models import Action, LoggedRequest, Position, Revision, Status
from requests_log.services.core import Change, MovedOn, changed_record, write


def _say(
    entry: LoggedRequest, kind: Position.Kind, action: Action, key: str, *, text: str, by: Any, now: datetime
) -> Revision:
    said = {"text": text, "by": str(by), "at": now.isoformat()}

    def make(current: LoggedRequest) -> Change:
        if kind == Position.Kind.PERSISTS and current.status != Status.ADDRESSED:
            raise MovedOn(f"{current.reference} is not addressed, so there is nothing to say persists.")
        fields = {"persists": True} if kind == Position.Kind.PERSISTS else {}
        return Change(action, changed_record(current, **fields, **{key: said}), fields=fields)

    revision = write(entry, make, by=by, now=now)
    Position.objects.create(
        entry=entry, kind=kind, text=text, stated_by=by, effective_at=revision.effective_at, recorded_at=now
    )
    return revision


@transaction.atomic
def reply(entry: LoggedRequest, *, by: Any, text: str, now: datetime | None = None) -> Revision:
    """An officer's answer to where their request stands. Adding words loses nobody's, so it names no version."""
    require(by, Permission.REPLY, on=entry)
    if not text.strip():
        raise ValidationError({"text": "Enter your reply."})
    return _say(entry, Position.Kind.REPLY, Action.REPLIED, "reply", text=text, by=by, now=now or timezone.now())


@transaction.atomic
def say_persists(entry: LoggedRequest, *, by: Any, text: str, now: datetime | None = None) -> Revision:
    """An officer says that a barrier called addressed is still there, and what is still in the way."""
    require(by, Permission.SAY_PERSISTS, on=entry)
    if not text.strip():
        raise ValidationError({"text": "Enter what still stands in the way."})
    return _say(
        entry, Position.Kind.PERSISTS, Action.PERSISTS, "objection", text=text, by=by, now=now or timezone.now()
    )
