"""Quiet periods: days on which no digest is sent."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Permission, require_role
from cbtracker.audit.services import record
from cbtracker.digests.models import QuietPeriod

LONGEST_DAYS = 120


@transaction.atomic
def add_quiet_period(
    *, by: Any, name: str, kind: str, from_on: date, until_on: date, now: datetime | None = None
) -> QuietPeriod:
    """Send no digests from the day `from_on` to the day `until_on`, both included.

    Raises NotPermitted, ValidationError (by field). More than 120 days are taken for a slip.
    """
    require_role(by, Permission.EDIT_QUIET_PERIODS)
    now = now or timezone.now()
    period = QuietPeriod(name=name.strip(), kind=kind, from_on=from_on, until_on=until_on, added_by=by, added_at=now)
    _check(period)
    period.save(force_insert=True)
    record(by=by, verb="quiet_period.added", on=period, data=_said(period), now=now)
    return period


@transaction.atomic
def change_quiet_period(
    period: QuietPeriod,
    *,
    by: Any,
    expected_version: int,
    name: str,
    kind: str,
    from_on: date,
    until_on: date,
    now: datetime | None = None,
) -> QuietPeriod:
    """Change what `period` says. Raises NotPermitted, StaleVersion, ValidationError (by field)."""
    require_role(by, Permission.EDIT_QUIET_PERIODS)
    before = _said(period)
    wanted = {"name": name.strip(), "kind": kind, "from_on": from_on, "until_on": until_on}
    for field, value in wanted.items():
        setattr(period, field, value)
    _check(period)
    as_read = QuietPeriod.objects.filter(pk=period.pk, version=expected_version)
    if not as_read.update(**wanted, version=expected_version + 1):
        raise StaleVersion(QuietPeriod.objects.filter(pk=period.pk).first())
    period.version = expected_version + 1
    record(by=by, verb="quiet_period.changed", on=period, data={"from": before, "to": _said(period)}, now=now)
    return period


@transaction.atomic
def remove_quiet_period(period: QuietPeriod, *, by: Any, expected_version: int, now: datetime | None = None) -> None:
    """Send digests again as if `period` had not been said. Raises NotPermitted, StaleVersion."""
    require_role(by, Permission.EDIT_QUIET_PERIODS)
    deleted, _ = QuietPeriod.objects.filter(pk=period.pk, version=expected_version).delete()
    if not deleted:
        raise StaleVersion(QuietPeriod.objects.filter(pk=period.pk).first())
    record(by=by, verb="quiet_period.removed", on=period, data=_said(period), now=now)


def _check(period: QuietPeriod) -> None:
    errors: dict[str, str] = {}
    if not period.name:
        errors["name"] = "Enter what the time is called, such as “Easter recess”."
    if period.kind not in QuietPeriod.Kind.values:
        errors["kind"] = "Choose what kind of time it is."
    if period.until_on < period.from_on:
        errors["until_on"] = "The last day must be the first day or after it."
    elif (period.until_on - period.from_on).days >= LONGEST_DAYS:
        errors["until_on"] = f"A quiet period is at most {LONGEST_DAYS} days long."
    if errors:
        raise ValidationError(errors)


def _said(period: QuietPeriod) -> dict[str, str]:
    return {
        "name": period.name,
        "kind": period.kind,
        "from": period.from_on.isoformat(),
        "until": period.until_on.isoformat(),
    }
