"""Who judges outline proposals: named by the secretariat, and declared by themselves (F003 Annex A, How; B ¶4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from areas.access import can, require
from areas.models import Authority
from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import GRANTS, WHITEHALL_ROLES, Permission
from cbtracker.audit.services import record
from cbtracker.web.formats import LONDON, as_date
from rollout.services.kept import Faults, Keeping, check_days, refuse
from rollout.workstrands.models import Assessor, Workstrand
from rollout.workstrands.services.parts import STRANDS

ASSESSING_ROLES = [role for role, granted in GRANTS.items() if Permission.ASSESS_OUTLINES in granted]
"""Roles of whom somebody can be named."""

OWN = Keeping(Permission.ASSESS_OUTLINES, "workstrands")
"""What assessors say themselves; whose it is, each service asks."""


class StoodDown(ValidationError):
    """The person no longer judges outline proposals of the workstrand. Nothing was written."""


@transaction.atomic
def name_assessor(*, strand: Workstrand, user: User, body: str, organisation: str, by: Any, now: datetime) -> Assessor:
    """Name `user` an assessor of `strand` who speaks for `body`. Raises NotPermitted, ValidationError."""
    require(by, Permission.EDIT_STRANDS)
    row = Assessor(strand=strand, user=user, body=body, organisation=organisation)
    refuse(_faults(row))
    taken = {"user": f"{user} is an assessor of workstrand {strand.number} already"}
    return STRANDS.write_new(row, by=by, now=now, taken=taken)


@transaction.atomic
def change_assessor(
    assessor: Assessor, *, body: str, organisation: str, expected_version: int, by: Any, now: datetime
) -> Assessor:
    """Say anew whom an assessor speaks for. Raises NotPermitted, StoodDown, StaleVersion, ValidationError."""
    require(by, Permission.EDIT_STRANDS)
    _check_judges(assessor)
    refuse(_faults(Assessor(user=assessor.user, body=body)))
    said = {"body": body, "organisation": organisation}
    return STRANDS.write_change(assessor, said, expected_version=expected_version, by=by, now=now)


@transaction.atomic
def declare_interests(
    assessor: Assessor,
    *,
    declaration: str,
    declared_on: date,
    recused_from: Sequence[Authority],
    expected_version: int,
    by: Any,
    now: datetime,
) -> Assessor:
    """Keep what an assessor declares, on which day, and the authorities whose outline proposals they do not judge.

    Declared by themselves, or recorded by the secretariat. Raises NotPermitted, StoodDown, StaleVersion,
    ValidationError.
    """
    if by.pk != assessor.user_id:
        require(by, Permission.EDIT_STRANDS)
    _check_judges(assessor)
    faults: Faults = {} if declaration.strip() else {"declaration": "Enter the declaration of interests"}
    _check_day(faults, "declared_on", declared_on, None, now)
    refuse(faults)
    said = {"declaration": declaration, "declared_on": declared_on}
    declared = OWN.write_change(assessor, said, expected_version=expected_version, by=by, now=now)
    _recuse(declared, recused_from, by, now)
    return declared


@transaction.atomic
def stand_down(assessor: Assessor, *, stood_down_on: date, expected_version: int, by: Any, now: datetime) -> Assessor:
    """Let an assessor go from the day `stood_down_on`; what they judged stays.

    Raises NotPermitted, StoodDown, StaleVersion, ValidationError.
    """
    require(by, Permission.EDIT_STRANDS)
    _check_judges(assessor)
    faults: Faults = {}
    _check_day(faults, "stood_down_on", stood_down_on, assessor.declared_on, now)
    refuse(faults)
    said = {"stood_down_on": stood_down_on}
    return STRANDS.write_change(assessor, said, expected_version=expected_version, by=by, now=now)


def _faults(row: Assessor) -> Faults:
    """Who can be named, and whom they can speak for: Whitehall does not speak for those outside it."""
    if not can(row.user, Permission.ASSESS_OUTLINES):
        return {"user": "Select somebody of Whitehall or a partner, whose account is open"}
    if row.user.role in WHITEHALL_ROLES and row.body != Assessor.Body.GOVERNMENT:
        return {"body": f"{row.user} is of Whitehall, so select “{Assessor.Body.GOVERNMENT.label}”"}
    return {}


def _check_judges(assessor: Assessor) -> None:
    if assessor.stood_down_on is not None:
        raise StoodDown(f"{assessor.user} stood down as an assessor on {as_date(assessor.stood_down_on)}")


def _check_day(faults: Faults, name: str, day: date, first: date | None, now: datetime) -> None:
    check_days(faults, (f"{name}_first", first), (name, day))
    if day > timezone.localdate(now, LONDON):
        faults.setdefault(name, "Enter today or an earlier date")


def _recuse(assessor: Assessor, authorities: Sequence[Authority], by: Any, now: datetime) -> None:
    before = set(assessor.recused_from.values_list("gss_code", flat=True))
    after = {one.gss_code for one in authorities}
    if before == after:
        return
    assessor.recused_from.set(authorities)
    data = {"before": sorted(before), "after": sorted(after)}
    record(by=by, verb="workstrands.assessor_recused", on=assessor, label="Assessor", data=data, now=now)
