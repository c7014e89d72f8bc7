"""What Celery runs for the API; safe to run twice."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from cbtracker.rest import services


@shared_task
def prune_rest() -> int:
    """Remove old idempotency keys and counts; returns how many."""
    return services.prune(timezone.now())
