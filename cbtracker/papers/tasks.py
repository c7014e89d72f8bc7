"""What Celery runs for papers. Each is safe to run twice, and at the same time as another."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from cbtracker.papers.services import scheduled


@shared_task
def prepare_drafts() -> int:
    """Prepare the drafts of meetings that are near; returns how many were prepared."""
    return scheduled.prepare_drafts(now=timezone.now())
