"""`manage.py prune_outbox`: remove messages that ended long ago, and stop."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cbtracker.outbox.retention import prune


class Command(BaseCommand):
    help = "Removes emails that ended more than OUTBOX_KEEP_DAYS days ago. What waits, and what is referred to, stays."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{prune(now=timezone.now())} removed")
