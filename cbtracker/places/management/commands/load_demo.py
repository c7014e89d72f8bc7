"""`manage.py load_demo`: the demonstration's people and register."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cbtracker.places.demo import NotADemonstration, load_demo


class Command(BaseCommand):
    help = "Load invented people and the requests of F004, in demonstration mode only. Changes nothing the second time."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load it, and say whether anything was loaded."""
        try:
            loaded = load_demo(now=timezone.now())
        except NotADemonstration as refused:
            raise CommandError(str(refused)) from refused
        if options["verbosity"]:
            self.stdout.write("Demonstration loaded." if loaded else "Demonstration: nothing to change, it is loaded.")
