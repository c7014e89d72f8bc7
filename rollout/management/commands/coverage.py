"""`manage.py coverage --as-at 2011-04-01 --json`: how many of the authorities are engaged, as at a date."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from cbtracker.web.formats import LONDON, as_date
from rollout.models import EngagementStep
from rollout.selectors.coming import read_coming
from rollout.selectors.coverage import BASIS, read_coverage

WRONG_DATE = 2


class Command(BaseCommand):
    help = "Say how many of the 152 upper-tier authorities are engaged, as at any date."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say which arguments there are."""
        parser.add_argument("--as-at", help="a date up to today, such as 2011-04-01 (default: today)")
        parser.add_argument("--json", action="store_true", help='print {"as_at", "engaged", "total"}')

    def handle(self, *args: Any, **options: Any) -> None:
        """Count and print."""
        today = timezone.localdate(timezone=LONDON)
        as_at = today if options["as_at"] is None else _read(options["as_at"], today)
        found = read_coverage(EngagementStep.objects.all(), as_at=as_at)
        if options["json"]:
            numbers = {"as_at": as_at.isoformat(), "engaged": found.engaged, "total": found.total}
            self.stdout.write(json.dumps(numbers))
        else:
            coming = read_coming(found).sentence
            said = f"As at {as_date(as_at)}: {found.sentence}. Half by April 2012 is a {BASIS}."
            self.stdout.write(f"{said} {coming}." if coming else said)


def _read(text: str, today: date) -> date:
    """The date that `text` says. Raises CommandError, which ends the command with 2."""
    try:
        as_at = date.fromisoformat(text.strip())
    except ValueError:
        raise CommandError(
            f"“{text}” is not a date. Write it like 2011-04-01: coverage --as-at 2011-04-01", returncode=WRONG_DATE
        ) from None
    if as_at > today:
        raise CommandError(f"{as_date(as_at)} is in the future. Choose a date up to today.", returncode=WRONG_DATE)
    return as_at
