"""Sending again an email that was given up."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Permission, require_role
from cbtracker.audit.services import record
from cbtracker.outbox.models import OutboxMessage


@transaction.atomic
def send_again(message: OutboxMessage, *, by: User, now: datetime) -> None:
    """Queue a message that failed once more, with all its tries before it.

    Raises NotPermitted, and ValidationError for a message that has not failed.
    """
    require_role(by, Permission.READ_AUDIT)
    failed = OutboxMessage.objects.filter(pk=message.pk, state=OutboxMessage.State.FAILED)
    if not failed.update(state=OutboxMessage.State.QUEUED, due_at=now, attempts=0):
        raise ValidationError("Only an email that failed can be sent again")
    record(by=by, verb="email.queued_again", on=message, now=now)
