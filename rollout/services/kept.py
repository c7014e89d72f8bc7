"""Records that several people change: a new row, a change that names the version it saw, and one taken away.

Who may and what the audit calls it is a `Keeping`'s to say; what the rows mean is their own services'.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import F

from areas.access import Scoped, require
from areas.models import PROGRAMME_BEGINS
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Permission
from cbtracker.audit.services import record
from cbtracker.web.formats import as_date
from rollout.models.support.base import LAST_DAY, Shared

Row = TypeVar("Row", bound=Shared)
Faults = dict[str, str]
NOT_SAID = frozenset({"id", "version", "changed_at"})


@dataclass(frozen=True)
class Keeping:
    """Who may keep records of a kind, and the word that the audit's verbs begin with."""

    permission: Permission
    prefix: str

    def write_new(
        self, row: Row, *, by: Any, now: datetime, on: Scoped | None = None, taken: Faults | None = None
    ) -> Row:
        """Save `row`, which was not there, of `on`.

        Raises NotPermitted, and ValidationError: `taken` if a constraint of the database refuses it.
        """
        require(by, self.permission, on=on)
        row.changed_at = now
        clean(row)
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:
            if not taken:
                raise
            raise ValidationError(taken) from None
        self._audit(by, "added", row, now, {"after": said(row)})
        return row

    def write_change(
        self,
        row: Row,
        values: Mapping[str, Any],
        *,
        expected_version: int,
        by: Any,
        now: datetime,
        on: Scoped | None = None,
        taken: Faults | None = None,
    ) -> Row:
        """Give `row` of `on` the `values` if it still has `expected_version`.

        Raises NotPermitted, StaleVersion, and ValidationError: `taken` if a constraint of the database refuses them.
        """
        require(by, self.permission, on=on)
        rows: Any = type(row)._default_manager.filter(pk=row.pk)
        before = _as_seen(rows, expected_version)
        was = said(before)
        for name, value in values.items():
            setattr(before, name, value)
        clean(before)
        try:
            with transaction.atomic():
                claimed = rows.filter(version=expected_version)
                won = claimed.update(**values, version=F("version") + 1, changed_at=now)
        except IntegrityError:
            if not taken:
                raise
            raise ValidationError(taken) from None
        if not won:
            raise StaleVersion(rows.first())
        changed = rows.get()
        self._audit(by, "changed", changed, now, {"before": was, "after": said(changed)})
        return changed

    def write_gone(
        self, row: Shared, *, expected_version: int, by: Any, now: datetime, on: Scoped | None = None
    ) -> None:
        """Remove `row` of `on` if it still has `expected_version`; the audit keeps what it said.

        Raises NotPermitted, StaleVersion.
        """
        require(by, self.permission, on=on)
        rows: Any = type(row)._default_manager.filter(pk=row.pk)
        before = _as_seen(rows, expected_version)
        self._audit(by, "removed", before, now, {"before": said(before)})
        if not rows.filter(version=expected_version).delete()[0]:
            raise StaleVersion(rows.first())

    def _audit(self, by: Any, what: str, row: Shared, now: datetime, data: dict[str, Any]) -> None:
        """Record it. The label names the kind of record only: administrators read labels, and no programme data."""
        verb = f"{self.prefix}.{row._meta.model_name}_{what}"
        record(by=by, verb=verb, on=row, label=str(row._meta.verbose_name).capitalize(), data=data, now=now)


def said(row: models.Model) -> dict[str, Any]:
    """Return what `row` says as JSON for the audit."""
    names = [field.attname for field in row._meta.concrete_fields if field.name not in NOT_SAID]
    return {name: _as_json(getattr(row, name)) for name in names}


def clean(row: Shared) -> None:
    """Check the fields of `row` by themselves; what must agree is the services' and the database's to say.

    Raises ValidationError that names the fields.
    """
    row.full_clean(validate_unique=False, validate_constraints=False, exclude=["changed_at"])


def refuse(faults: Faults) -> None:
    """Raise ValidationError that names the fields to mend, if there are any."""
    if faults:
        raise ValidationError(faults)


def check_days(faults: Faults, first: tuple[str, date | None], last: tuple[str, date | None]) -> None:
    """Add to `faults` which of two days is before the programme, or the last before the first: (field, day)."""
    for name, day in (first, last):
        if day is not None and not PROGRAMME_BEGINS <= day <= LAST_DAY:
            faults[name] = f"Enter a date from {as_date(PROGRAMME_BEGINS)} to {as_date(LAST_DAY)}"
    if first[1] is not None and last[1] is not None and last[1] < first[1]:
        faults.setdefault(last[0], f"Enter {as_date(first[1])} or a later date")


def _as_seen(rows: Any, expected_version: int) -> Any:
    before = rows.first()
    if before is None or before.version != expected_version:
        raise StaleVersion(before)
    return before


def _as_json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
