"""`manage.py send_call_reminders`: queue what is due about calls once, and stop. Safe to run twice."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cbtracker.web.formats import plural
from requests_log.call_notices import send_call_reminders


class Command(BaseCommand):
    help = "Queues the messages that are due to officers whose places have not answered a call yet."

    def handle(self, *args: Any, **options: Any) -> None:
        queued = send_call_reminders(now=timezone.now())
        self.stdout.write(f"{plural(queued, 'message')} queued")
