"""`manage.py load_bodies`: the CB Group, the ministerial meeting and the Leaders' group."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from cbtracker.papers.services.reference import load_bodies


class Command(BaseCommand):
    help = "Make the bodies that papers are for, where they are missing. Changes nothing the second time."

    def handle(self, *args: Any, **options: Any) -> None:
        made = load_bodies()
        if options["verbosity"]:
            self.stdout.write(f"Created {', '.join(made)}." if made else "Bodies: nothing to change.")
