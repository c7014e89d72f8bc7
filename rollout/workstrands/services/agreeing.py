"""A plan as it was agreed: frozen with a digest, and changed by nobody after (issue 8)."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from areas.access import require
from cbtracker.accounts.permissions import Permission
from cbtracker.audit.services import record
from cbtracker.web.formats import LONDON
from rollout.services.kept import Faults, check_days, refuse
from rollout.workstrands.models import OperationalPlan, PlanVersion
from rollout.workstrands.plan_data import Data, budget_totals, plan_as_data
from rollout.workstrands.services.parts import check_open, hold_plan


class PlanMoved(ValidationError):
    """The plan says something else than who would freeze it saw. Nothing was written."""


def digest_of(data: Data) -> str:
    """The SHA-256 of `data` as JSON with sorted names: 64 hexadecimal digits, the same on every database."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def agree_version(
    *,
    plan: OperationalPlan,
    agreed_on: date,
    agreed_with: str,
    note: str = "",
    seen: str = "",
    by: Any,
    now: datetime,
) -> PlanVersion:
    """Freeze all that `plan` says now as its next version. `seen`: the digest of what was agreed, where it is known.

    Raises NotPermitted, PlanClosed, PlanMoved, ValidationError by field.
    """
    require(by, Permission.EDIT_STRAND_PLAN, on=plan)
    check_open(plan)
    _check(agreed_on, agreed_with, now)
    current = hold_plan(plan)
    data = plan_as_data(current)
    digest = digest_of(data)
    if seen and seen != digest:
        raise PlanMoved("The plan was changed after you opened this page. Read it again before you freeze it")
    version = PlanVersion(
        plan=current,
        number=(current.versions.aggregate(last=Max("number"))["last"] or 0) + 1,
        agreed_on=agreed_on,
        agreed_with=agreed_with.strip(),
        note=note.strip(),
        data=data,
        totals=budget_totals(current),
        digest=digest,
        frozen_at=now,
        frozen_by=by,
    )
    version.clean_fields(exclude=["plan", "data", "totals", "frozen_by"])
    version.save()
    said = {"number": version.number, "agreed_on": agreed_on.isoformat(), "digest": digest}
    record(by=by, verb="workstrands.planversion_frozen", on=version, label="Plan version", data=said, now=now)
    return version


def _check(agreed_on: date, agreed_with: str, now: datetime) -> None:
    faults: Faults = {}
    check_days(faults, ("agreed_on", agreed_on), ("agreed_on", None))
    if agreed_on > timezone.localdate(now, LONDON):
        faults["agreed_on"] = "The day on which it was agreed must be today or in the past"
    if not agreed_with.strip():
        faults["agreed_with"] = "Enter who agreed it"
    refuse(faults)
