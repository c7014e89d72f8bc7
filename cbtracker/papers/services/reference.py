"""The bodies that papers are for, from the file of the reference data."""

from __future__ import annotations

import csv
from pathlib import Path

from django.db import transaction

from cbtracker.audit.services import record
from cbtracker.papers.models import Body

BODIES = Path(__file__).resolve().parents[1] / "reference" / "bodies.csv"


@transaction.atomic
def load_bodies(*, file: Path = BODIES) -> list[str]:
    """Make the bodies of `file` that are missing, and return their names; sources are in SOURCES.md beside it.

    A body that is there stays as it is: what the secretariat has made of its purpose counts.
    """
    made = []
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            slug = row.pop("slug")
            body, is_new = Body.objects.get_or_create(slug=slug, defaults=row)
            if is_new:
                record(by=None, verb="body.loaded", on=body)
                made.append(body.name)
    return made
