"""When the phases of the programme begin, end and go live: the secretariat's to say (F000 Annex A, ¶9)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from areas.access import require
from areas.models import PROGRAMME_BEGINS, PROGRAMME_ENDS, Phase
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Permission
from cbtracker.audit.services import record
from cbtracker.web.formats import as_date


@dataclass(frozen=True, kw_only=True)
class PhaseDates:
    """The dates of a phase, and where they come from; None: not said. `goes_live_inferred`: no paper says the day.

    A phase that was never dated has no first day; one that is changed needs one.
    """

    starts_on: date | None
    ends_on: date | None = None
    goes_live_on: date | None = None
    goes_live_inferred: bool = False
    source: str = ""

    def as_data(self) -> dict[str, Any]:
        """Return it as JSON for the audit."""
        return {key: value.isoformat() if isinstance(value, date) else value for key, value in asdict(self).items()}


def dates_of(phase: Phase) -> dict[str, Any]:
    """Return what `phase` says, by the names of `PhaseDates`."""
    return {name: getattr(phase, name) for name in PhaseDates.__dataclass_fields__}


@transaction.atomic
def change_phase(*, phase: Phase, dates: PhaseDates, expected_version: int, by: Any, now: datetime) -> Phase:
    """Give `phase` its `dates`; its areas and their members stay.

    Raises NotPermitted, StaleVersion, ValidationError.
    """
    require(by, Permission.EDIT_TIMELINE)
    _check(dates)
    proposed = Phase(pk=phase.pk, slug=phase.slug, name=phase.name, order=phase.order, **asdict(dates))
    proposed.full_clean(validate_unique=False)
    before = Phase.objects.filter(pk=phase.pk).first()
    claimed = Phase.objects.filter(pk=phase.pk, version=expected_version).update(
        **asdict(dates), version=F("version") + 1, changed_at=now
    )
    if not claimed or before is None:
        raise StaleVersion(before)
    data = {"before": PhaseDates(**dates_of(before)).as_data(), "after": dates.as_data()}
    record(by=by, verb="phase.changed", on=phase, data=data, now=now)
    return Phase.objects.get(pk=phase.pk)


def _check(dates: PhaseDates) -> None:
    """Refuse what no phase can be, at the field that is to be mended. Raises ValidationError."""
    if dates.starts_on is None:
        raise ValidationError({"starts_on": "Enter the first day"})
    faults = {
        name: f"Enter a date from {as_date(PROGRAMME_BEGINS)} to {as_date(PROGRAMME_ENDS)}, the years of the programme"
        for name in ("starts_on", "ends_on", "goes_live_on")
        if (day := getattr(dates, name)) and not PROGRAMME_BEGINS <= day <= PROGRAMME_ENDS
    }
    if dates.ends_on and dates.ends_on < dates.starts_on:
        faults.setdefault("ends_on", f"Enter {as_date(dates.starts_on)} or a later date: that is when the phase starts")
    if dates.goes_live_on and dates.goes_live_on < dates.starts_on:
        said = f"Enter {as_date(dates.starts_on)} or a later date: a phase goes live after it starts"
        faults.setdefault("goes_live_on", said)
    if dates.goes_live_inferred and not dates.goes_live_on:
        faults.setdefault("goes_live_on", "Enter the day that is inferred, or take the tick away")
    if dates.goes_live_inferred and not dates.source.strip():
        faults["source"] = "Say what the day of going live is inferred from"
    if faults:
        raise ValidationError(faults)
