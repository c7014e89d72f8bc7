"""What the services of support share: a new row, a change that names the version it saw, and dates that can be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import F

from areas.access import require
from areas.models import PROGRAMME_BEGINS, Area
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Permission
from cbtracker.audit.services import record
from cbtracker.web.formats import as_date
from rollout.models.support.base import LAST_DAY, Shared

Row = TypeVar("Row", bound=Shared)
Faults = dict[str, str]


def write_new(row: Row, *, taken: Faults, by: Any, now: datetime) -> Row:
    """Save `row`, which was not there. Raises NotPermitted, and ValidationError `taken` if a constraint refuses it."""
    require(by, Permission.EDIT_SUPPORT)
    row.changed_at = now
    _clean(row)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        if not taken:
            raise
        raise ValidationError(taken) from None
    _audit(by, "added", row, now, {"after": said(row)})
    return row


def write_change(
    row: Row, values: Mapping[str, Any], *, expected_version: int, taken: Faults, by: Any, now: datetime
) -> Row:
    """Give `row` the `values` if it still has `expected_version`.

    Raises NotPermitted, StaleVersion, and ValidationError `taken` if a constraint refuses them.
    """
    require(by, Permission.EDIT_SUPPORT)
    rows: Any = type(row)._default_manager.filter(pk=row.pk)
    before = rows.first()
    if before is None or before.version != expected_version:
        raise StaleVersion(before)
    was = said(before)
    for name, value in values.items():
        setattr(before, name, value)
    _clean(before)
    claimed = rows.filter(version=expected_version)
    try:
        with transaction.atomic():
            won = claimed.update(**values, version=F("version") + 1, changed_at=now)
    except IntegrityError:
        if not taken:
            raise
        raise ValidationError(taken) from None
    if not won:
        raise StaleVersion(rows.first())
    changed = rows.get()
    _audit(by, "changed", changed, now, {"before": was, "after": said(changed)})
    return changed


def said(row: models.Model) -> dict[str, Any]:
    """Return what `row` says as JSON for the audit."""
    names = [field.attname for field in row._meta.concrete_fields if field.name not in {"id", "version", "changed_at"}]
    values = {name: getattr(row, name) for name in names}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def refuse(faults: Faults) -> None:
    """Raise ValidationError that names the fields to mend, if there are any."""
    if faults:
        raise ValidationError(faults)


def check_days(faults: Faults, first: tuple[str, date], last: tuple[str, date | None]) -> None:
    """Add to `faults` which of two days is before the programme, or the last before the first: (field, day)."""
    for name, day in (first, last):
        if day is not None and not PROGRAMME_BEGINS <= day <= LAST_DAY:
            faults[name] = f"Enter a date from {as_date(PROGRAMME_BEGINS)} to {as_date(LAST_DAY)}"
    if last[1] is not None and last[1] < first[1]:
        faults.setdefault(last[0], f"Enter {as_date(first[1])} or a later date")


def place_fields(place: Any) -> dict[str, Any]:
    """Return `place`, an area or an authority, as the two fields of a row that is about one."""
    is_area = isinstance(place, Area)
    return {"area": place if is_area else None, "authority": None if is_area else place}


def _clean(row: Shared) -> None:
    row.full_clean(validate_unique=False, validate_constraints=False, exclude=["changed_at"])


def _audit(by: Any, what: str, row: Shared, now: datetime, data: dict[str, Any]) -> None:
    """Record it. The label names the kind of record only: administrators read labels, and no programme data."""
    kind = str(row._meta.verbose_name)
    verb = f"support.{row._meta.model_name}_{what}"
    record(by=by, verb=verb, on=row, label=kind.capitalize(), data=data, now=now)
