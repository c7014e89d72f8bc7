"""`manage.py verify_annex_d`: every published range of Annex D beside what the engine computes."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from families.annex_d import COHORTS, Compared, verify

LABELS = {
    "fwmp": "Families with multiple problems",
    "fwmp_child": "Those with a child with special educational needs or behaviour problems",
}


class Command(BaseCommand):
    help = "Compute the estimates of Annex D again and compare each with what was published."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a table for each of the two cohorts, and how many of its rows agree."""
        rows = list(verify())
        for cohort, total in COHORTS.items():
            self._table([row for row in rows if row.cohort == cohort], f"{LABELS[cohort]} ({total:,} in England)")

    def _table(self, rows: list[Compared], title: str) -> None:
        self.stdout.write(f"{title}\n")
        self.stdout.write(f"{'Authority':<26}{'computed':>9}{'published':>17}  agrees")
        for row in rows:
            published = f"{row.published.low:,} to {row.published.high:,}"
            said = "yes" if row.agrees else f"no, {row.apart} apart"
            self.stdout.write(f"{row.name:<26}{row.computed:>9,}{published:>17}  {said}")
        exact, near = sum(row.agrees for row in rows), sum(row.apart <= 10 for row in rows)
        self.stdout.write(f"{exact} of {len(rows)} agree exactly, {near} of {len(rows)} within 10.\n\n")
