"""`manage.py prepare_drafts`: prepare the drafts of meetings that are near, and stop."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cbtracker.papers.services.scheduled import prepare_drafts
from cbtracker.web.formats import plural


class Command(BaseCommand):
    help = "Prepares the draft of each meeting that is near and has none, and tells the secretariat by email."

    def handle(self, *args: Any, **options: Any) -> None:
        prepared = prepare_drafts(now=timezone.now())
        self.stdout.write(f"{plural(prepared, 'draft')} prepared" if prepared else "No draft was due")
