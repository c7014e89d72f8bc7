"""The reference data for tests that only stand on it: loaded once per process, and copied from then on.

To load it reads sixteen files and takes eight hundred statements; to copy it takes one statement for each table.
What `load_reference` itself does is asked of `load_reference` (`tests/integration/areas/test_load_reference.py`).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils import timezone

from areas.models import Area, Authority, Department, Phase
from areas.services.reference import load_reference
from cbtracker.audit.models import AuditEvent
from families.models import EstimateRun, Indicator, PopulationBase
from rollout.models import EngagementStep, OfferElement, TimelineEntry

INSERT = 'INSERT INTO "'
# One of these is in every part of the data: a row of theirs may have the number of one that was kept.
BEGINNINGS: tuple[type[models.Model], ...] = (
    *(Phase, Authority, Department, Area),
    *(EstimateRun, Indicator, PopulationBase),
    *(EngagementStep, OfferElement, TimelineEntry),
)


class Kept:
    """What the first load has saved, table by table and in its order, and when that was."""

    def __init__(self) -> None:
        self.rows: list[tuple[type[models.Model], list[models.Model]]] = []
        self.times: list[tuple[models.Model, str]] = []
        self.began = timezone.now()

    def load(self) -> None:
        """Load the data as the product does, and keep what it saved."""
        tables: dict[str, None] = {}
        before = AuditEvent.objects.aggregate(last=models.Max("pk", default=0))["last"]

        def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if sql.startswith(INSERT):
                tables[sql.removeprefix(INSERT).split('"')[0]] = None
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            load_reference()
        model_of = {model._meta.db_table: model for model in apps.get_models()}
        for model in (model_of[name] for name in tables):
            rows = model._base_manager.order_by("pk")
            self.rows.append((model, list(rows.filter(pk__gt=before) if model is AuditEvent else rows)))
        self.times = [found for _, rows in self.rows for row in rows for found in self._times_of(row)]

    def _times_of(self, row: models.Model) -> list[tuple[models.Model, str]]:
        """The names of the times at which `row` was written."""
        ended = timezone.now()
        given = ((name, getattr(row, name)) for name in (field.attname for field in row._meta.concrete_fields))
        return [(row, name) for name, value in given if isinstance(value, datetime) and self.began <= value <= ended]

    def copy(self) -> None:
        """Save the same rows again, with the times of now where they had the times of then."""
        now = timezone.now()
        for row, name in self.times:
            setattr(row, name, now)
        for model, rows in self.rows:
            if model is AuditEvent:  # there may be others, and nothing points at one
                for row in rows:
                    row.pk = None
            model._base_manager.bulk_create(rows)
        self._count_on()

    def _count_on(self) -> None:
        """Let PostgreSQL's sequences go on after the copied numbers: a test may have begun them again since."""
        statements = connection.ops.sequence_reset_sql(no_style(), [model for model, _ in self.rows])
        if statements:
            with connection.cursor() as cursor:
                cursor.execute(" ".join(statements))


_kept: list[Kept] = []


@transaction.atomic
def reference_data() -> None:
    """Save the reference data: where some of it is there already, as `load_reference` does."""
    if any(model._base_manager.exists() for model in BEGINNINGS):
        load_reference()
    elif _kept:
        _kept[0].copy()
    else:
        kept = Kept()
        kept.load()
        _kept.append(kept)
