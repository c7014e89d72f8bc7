"""What Celery runs for the register. Safe to run twice, and at the same time as another."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from requests_log import call_notices


@shared_task
def send_call_reminders() -> int:
    """Queue the messages that are due about calls; returns how many."""
    return call_notices.send_call_reminders(now=timezone.now())
