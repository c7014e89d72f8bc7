"""What Celery runs for the outbox. Each is safe to run twice, and at the same time as another."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from cbtracker.outbox import delivery, retention


@shared_task
def deliver_outbox() -> dict[str, int]:
    """Send what is due; returns how many messages ended in which state."""
    return dict(delivery.deliver_due(now=timezone.now()))


@shared_task
def requeue_stranded() -> int:
    """Queue again what a crash left half sent; returns how many."""
    return delivery.requeue_stranded(now=timezone.now())


@shared_task
def prune_outbox() -> int:
    """Remove messages that ended long ago; returns how many."""
    return retention.prune(now=timezone.now())
