"""Advances of Early Intervention Grant: an area drafts, asks and withdraws (F000 ¶7, ¶12)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from areas.access import require
from areas.models import Area, Department
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Permission
from cbtracker.audit.services import record
from cbtracker.web.formats import LONDON
from rollout.models import Advance, AdvanceState, Repayment
from rollout.models.money import NOTE_LENGTH
from rollout.schedules import Schedule, early_fault

DEPARTMENT = "DfE"
"""Whose grant it is, and who decides (F000 ¶12)."""


@dataclass(frozen=True, kw_only=True)
class AdvanceTerms:
    """What an area asks for. Years are those in which a financial year begins; money is pence.

    `repayments` are pairs of a year and what is paid back in it.
    """

    amount_pence: int
    drawn_from: int
    drawn_to: int
    purpose: str
    repayments: tuple[tuple[int, int], ...] = ()

    @property
    def schedule(self) -> Schedule:
        """The repayments beside the advance."""
        return Schedule(self.amount_pence, self.drawn_to, dict(self.repayments))

    def values(self) -> dict[str, Any]:
        """The fields of an advance that say it."""
        return {name: value for name, value in asdict(self).items() if name != "repayments"}


@transaction.atomic
def start_advance(*, area: Area, terms: AdvanceTerms, by: Any, now: datetime) -> Advance:
    """Begin a draft, which only the area's own officers see. Raises NotPermitted, ValidationError."""
    require(by, Permission.ASK_FINANCE, on=area)
    department = Department.objects.get(abbreviation=DEPARTMENT)
    advance = Advance(area=area, department=department, begun_by=by, begun_at=now, **terms.values())
    _check(advance, terms)
    advance.save()
    _write_schedule(advance, terms)
    audit(by, "advance.begun", advance, now, {"after": asdict(terms)})
    return advance


@transaction.atomic
def change_advance(*, advance: Advance, terms: AdvanceTerms, expected_version: int, by: Any, now: datetime) -> Advance:
    """Make a draft say `terms`; they need not add up yet. Raises NotPermitted, StaleVersion, ValidationError."""
    require(by, Permission.ASK_FINANCE, on=advance)
    before = terms_of(advance)
    _check(Advance(area=advance.area, department=advance.department, **_begun(advance), **terms.values()), terms)
    claim(advance, AdvanceState.DRAFT, expected_version, **terms.values())
    Repayment.objects.filter(advance=advance).delete()
    _write_schedule(advance, terms)
    audit(by, "advance.changed", advance, now, {"before": asdict(before), "after": asdict(terms)})
    return Advance.objects.get(pk=advance.pk)


@transaction.atomic
def ask_for_advance(*, advance: Advance, expected_version: int, by: Any, now: datetime) -> Advance:
    """Ask the department for a draft as it stands; it is never changed after.

    Raises NotPermitted, StaleVersion; ValidationError that says by how much where the repayments do not add up.
    """
    require(by, Permission.ASK_FINANCE, on=advance)
    asked_on = timezone.localdate(now, LONDON)
    # Where the schedule does not add up the database would refuse the claim, and say less about why.
    Advance.objects.select_for_update().filter(pk=advance.pk).first()
    if fault := terms_of(advance).schedule.fault:
        raise ValidationError(fault)
    claim(advance, AdvanceState.DRAFT, expected_version, state=AdvanceState.ASKED, asked_on=asked_on, asked_by=by)
    audit(by, "advance.asked", advance, now, {"on": asked_on.isoformat(), **asdict(terms_of(advance))})
    return Advance.objects.get(pk=advance.pk)


@transaction.atomic
def withdraw_advance(*, advance: Advance, expected_version: int, by: Any, now: datetime) -> Advance:
    """Withdraw what was asked for and is not decided yet. Raises NotPermitted, StaleVersion."""
    require(by, Permission.ASK_FINANCE, on=advance)
    on = timezone.localdate(now, LONDON)
    claim(advance, AdvanceState.ASKED, expected_version, state=AdvanceState.WITHDRAWN, withdrawn_on=on)
    audit(by, "advance.withdrawn", advance, now, {"on": on.isoformat()})
    return Advance.objects.get(pk=advance.pk)


@transaction.atomic
def discard_advance(*, advance: Advance, expected_version: int, by: Any, now: datetime) -> None:
    """Throw a draft away; the audit keeps what it said. Raises NotPermitted, StaleVersion."""
    require(by, Permission.ASK_FINANCE, on=advance)
    before = asdict(terms_of(advance))
    claim(advance, AdvanceState.DRAFT, expected_version)
    audit(by, "advance.discarded", advance, now, {"before": before})
    Advance.objects.filter(pk=advance.pk).delete()


def terms_of(advance: Advance) -> AdvanceTerms:
    """Return what the database says of `advance` now. Raises StaleVersion where it is gone."""
    row = Advance.objects.filter(pk=advance.pk).values("amount_pence", "drawn_from", "drawn_to", "purpose").first()
    if row is None:
        raise StaleVersion(None)
    rows = Repayment.objects.filter(advance=advance).order_by("year").values_list("year", "amount_pence")
    return AdvanceTerms(**row, repayments=tuple(rows))


def claim(advance: Advance, was: str, expected_version: int, **values: Any) -> None:
    """Write `values` if `advance` is still in the state `was` and nobody was first. Raises StaleVersion."""
    rows = Advance.objects.filter(pk=advance.pk, state=was, version=expected_version)
    if rows.update(**values, version=F("version") + 1) != 1:
        raise StaleVersion(Advance.objects.select_related("area", "department").filter(pk=advance.pk).first())


def audit(by: Any, verb: str, advance: Advance, now: datetime, data: dict[str, Any]) -> None:
    """Record what was done. The label names the area only: administrators read labels, and no programme data."""
    area = advance.area.name
    record(by=by, verb=verb, on=advance, label=f"Advance of {area}", data={"area": area, **data}, now=now)


def _begun(advance: Advance) -> dict[str, Any]:
    return {"begun_by": advance.begun_by, "begun_at": advance.begun_at}


def _check(advance: Advance, terms: AdvanceTerms) -> None:
    """Raise ValidationError that names the field to mend."""
    faults: dict[str, str] = {}
    if terms.drawn_to < terms.drawn_from:
        faults["drawn_to"] = "Last year of drawing must be the first year or later"
    elif terms.schedule.too_early:
        faults["repayments"] = early_fault(terms.drawn_to)
    if len(terms.purpose) > NOTE_LENGTH:
        faults["purpose"] = f"What the advance is for must be {NOTE_LENGTH:,} characters or fewer"
    if any(pence <= 0 for _, pence in terms.repayments):
        faults["repayments"] = "Each repayment must be more than £0"
    if len({year for year, _ in terms.repayments}) != len(terms.repayments):
        faults["repayments"] = "Give each year one repayment"
    if faults:
        raise ValidationError(faults)
    advance.full_clean()


def _write_schedule(advance: Advance, terms: AdvanceTerms) -> None:
    rows = [Repayment(advance=advance, year=year, amount_pence=pence) for year, pence in terms.repayments]
    for row in rows:
        row.full_clean(exclude=["advance"])
    Repayment.objects.bulk_create(rows)
