"""`manage.py deliver_outbox`: send what waits in the outbox once, and stop."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from cbtracker.outbox.delivery import MOST_AT_ONCE, deliver_due, requeue_stranded


class Command(BaseCommand):
    help = "Queues again what a crash left half sent, then sends every message that is due."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--limit", type=int, default=MOST_AT_ONCE, help=f"send at most so many ({MOST_AT_ONCE})")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        stranded = requeue_stranded(now=now)
        told = deliver_due(now=now, limit=options["limit"])
        counts = ", ".join(f"{count} {state}" for state, count in sorted(told.items())) or "nothing was due"
        self.stdout.write(f"{counts}; {stranded} found stranded")
