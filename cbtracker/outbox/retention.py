"""How long messages are kept: OUTBOX_KEEP_DAYS days from being queued, longer where something refers to them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from cbtracker.outbox.models import OutboxEvent, OutboxMessage

FINISHED = (OutboxMessage.State.SENT, OutboxMessage.State.FAILED, OutboxMessage.State.DROPPED)
AT_ONCE = 500


def prune(*, now: datetime) -> int:
    """Remove old messages that have ended, with what happened to them; return how many. Safe to run twice.

    What waits or is being sent stays, however old, and so does what another table refers to, such as the proof that a
    digest was sent.
    """
    removed = 0
    while batch := list(_old(now).values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            removed += OutboxMessage.objects.filter(pk__in=batch, state__in=FINISHED).delete()[1][
                OutboxMessage._meta.label
            ]
    return removed


def _old(now: datetime) -> QuerySet[OutboxMessage]:
    before = now - timedelta(days=settings.OUTBOX_KEEP_DAYS)
    old = OutboxMessage.objects.filter(state__in=FINISHED, created_at__lt=before).order_by("pk")
    for relation in OutboxMessage._meta.related_objects:
        if relation.related_model is not OutboxEvent:
            old = old.filter(
                ~Exists(relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")}))
            )
    return old
