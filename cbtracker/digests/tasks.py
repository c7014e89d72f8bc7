"""What Celery runs for digests. Safe to run twice, and at the same time as another."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from cbtracker.digests.services import queueing


@shared_task
def queue_digests() -> dict[str, int]:
    """Queue the digests whose period has begun; returns how many were queued and how many had nothing to say."""
    return dict(queueing.queue_digests(now=timezone.now()))
