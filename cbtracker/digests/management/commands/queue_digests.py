"""`manage.py queue_digests`: queue the status digests that are due, once, and stop. Safe to run twice."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cbtracker.digests.models import Digest
from cbtracker.digests.services.queueing import queue_digests
from cbtracker.web.formats import plural


class Command(BaseCommand):
    help = "Queues the status digests whose period has begun and that nobody has queued yet."

    def handle(self, *args: Any, **options: Any) -> None:
        told = queue_digests(now=timezone.now())
        queued, empty = told[Digest.Outcome.QUEUED], told[Digest.Outcome.EMPTY]
        self.stdout.write(f"{plural(queued, 'digest')} queued, {empty} had nothing to say")
