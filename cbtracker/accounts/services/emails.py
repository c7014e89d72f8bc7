"""Sending again an email that was given up."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Permission, require_role
from cbtracker.audit.services import record
from cbtracker.outbox.models import OutboxMessage
from cbtracker.outbox.services import queue_again


@transaction.atomic
def send_again(message: OutboxMessage, *, by: User, now: datetime) -> None:
    """Queue a message that failed once more, with all its tries before it.

    Raises NotPermitted, and ValidationError for a message that has not failed or is too old to matter.
    """
    require_role(by, Permission.READ_AUDIT)
    queue_again(message, by_name=str(by), now=now)
    record(by=by, verb="email.queued_again", on=message, now=now)
