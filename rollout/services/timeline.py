"""What the timeline shows: the secretariat adds, changes and removes it (F000 Annex A, which is "illustrative")."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from areas.access import require
from areas.models import PROGRAMME_BEGINS, PROGRAMME_ENDS
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Permission
from cbtracker.audit.services import record
from cbtracker.web.formats import as_date
from rollout.models import TimelineEntry
from rollout.models.timeline import DETAIL_LENGTH

LABEL = "Timeline"
"""What the audit calls an entry: administrators read labels, and no programme data."""


@dataclass(frozen=True, kw_only=True)
class EntryTerms:
    """What an entry says. `ends_on` None: it is of one day. `inferred_why` is asked where no paper says the date."""

    kind: str
    lane: str
    title: str
    starts_on: date
    ends_on: date | None = None
    detail: str = ""
    inferred: bool = False
    inferred_why: str = ""
    source: str = ""

    def as_data(self) -> dict[str, Any]:
        """Return it as JSON for the audit."""
        return {key: value.isoformat() if isinstance(value, date) else value for key, value in asdict(self).items()}


def said_of(entry: TimelineEntry) -> dict[str, Any]:
    """Return what `entry` says, by the names of `EntryTerms`."""
    return {name: getattr(entry, name) for name in EntryTerms.__dataclass_fields__}


@transaction.atomic
def add_entry(*, terms: EntryTerms, by: Any, now: datetime) -> TimelineEntry:
    """Add an entry to the timeline. Raises NotPermitted, ValidationError."""
    require(by, Permission.EDIT_TIMELINE)
    entry = _checked(TimelineEntry(changed_at=now, **asdict(terms)))
    entry.save()
    record(by=by, verb="timeline.added", on=entry, label=LABEL, data={"after": terms.as_data()}, now=now)
    return entry


@transaction.atomic
def change_entry(
    *, entry: TimelineEntry, terms: EntryTerms, expected_version: int, by: Any, now: datetime
) -> TimelineEntry:
    """Make `entry` say `terms`. Raises NotPermitted, StaleVersion, ValidationError."""
    require(by, Permission.EDIT_TIMELINE)
    _checked(TimelineEntry(changed_at=now, **asdict(terms)))
    before = _claim(entry, expected_version, {**asdict(terms), "changed_at": now})
    data = {"before": before, "after": terms.as_data()}
    record(by=by, verb="timeline.changed", on=entry, label=LABEL, data=data, now=now)
    return TimelineEntry.objects.get(pk=entry.pk)


@transaction.atomic
def remove_entry(*, entry: TimelineEntry, expected_version: int, by: Any, now: datetime) -> None:
    """Take `entry` off the timeline; its row stays, so that loading the reference files does not bring it back.

    Raises NotPermitted, StaleVersion.
    """
    require(by, Permission.EDIT_TIMELINE)
    before = _claim(entry, expected_version, {"removed_at": now, "changed_at": now})
    record(by=by, verb="timeline.removed", on=entry, label=LABEL, data={"before": before}, now=now)


def _claim(entry: TimelineEntry, expected_version: int, values: dict[str, Any]) -> dict[str, Any]:
    """Write `values` if nobody was first, and return what was there. Raises StaleVersion."""
    there = TimelineEntry.objects.current().filter(pk=entry.pk)
    before = there.first()
    if before is None or not there.filter(version=expected_version).update(**values, version=F("version") + 1):
        raise StaleVersion(there.first())
    return EntryTerms(**said_of(before)).as_data()


def _checked(entry: TimelineEntry) -> TimelineEntry:
    """Return `entry`. Raises ValidationError that names the field to mend."""
    faults: dict[str, str] = {}
    for name in ("starts_on", "ends_on"):
        day = getattr(entry, name)
        if day and not PROGRAMME_BEGINS <= day <= PROGRAMME_ENDS:
            span = f"{as_date(PROGRAMME_BEGINS)} to {as_date(PROGRAMME_ENDS)}"
            faults[name] = f"Enter a date from {span}, the years of the programme"
    if entry.ends_on and entry.starts_on and entry.ends_on < entry.starts_on:
        faults.setdefault("ends_on", f"Enter {as_date(entry.starts_on)} or a later date: that is the first day")
    if entry.kind == TimelineEntry.Kind.BAND and not entry.ends_on:
        faults.setdefault("ends_on", "Enter the last day of the period")
    if len(entry.detail) > DETAIL_LENGTH:
        faults["detail"] = f"Detail must be {DETAIL_LENGTH:,} characters or fewer"
    if entry.inferred and not entry.inferred_why:
        faults["inferred_why"] = "Say what the date is inferred from"
    if not entry.inferred and entry.inferred_why:
        faults["inferred_why"] = "Tick that the date is inferred, or leave this blank"
    if faults:
        raise ValidationError(faults)
    entry.full_clean(validate_unique=False)
    return entry
