"""`manage.py check_heartbeat worker`: for the health check of a container."""

import socket
import sys
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from cbtracker.health.models import Heartbeat
from cbtracker.health.report import SILENT_AFTER, age


class Command(BaseCommand):
    help = "Ends with 0 when a process of this host was alive a moment ago, else with 1."
    # The database may be the next version's already, and a check is asked often.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=Heartbeat.Kind.values)
        parser.add_argument("--host", default=socket.gethostname(), help="default: this host")
        allowed = int(SILENT_AFTER.total_seconds())
        parser.add_argument("--seconds", type=int, default=allowed, help=f"how old it may be (default {allowed})")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        beats = Heartbeat.objects.filter(kind=options["kind"], host=options["host"]).order_by("-seen_at")
        last = beats.values_list("seen_at", flat=True).first()
        said = f"seen {age(last, now)} ago" if last else "never seen"
        self.stdout.write(f"{options['kind']} on {options['host']}: {said}")
        if last is None or now - last > timedelta(seconds=options["seconds"]):
            sys.exit(1)
