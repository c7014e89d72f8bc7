"""Steps of engagement: taking one, and retracting one that was taken by mistake (F000 ¶3, ¶9)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from areas.access import require
from areas.models import Authority
from cbtracker.accounts.permissions import Permission
from cbtracker.audit.services import record
from cbtracker.web.formats import LONDON, as_date
from rollout.models import PROGRAMME_BEGAN, EngagementStep, Step
from rollout.models.engagement import NOTE_LENGTH, REASON_LENGTH, SOURCE_LENGTH


@transaction.atomic
def take_step(
    *,
    authority: Authority,
    step: str,
    on: date,
    by: Any,
    note: str = "",
    source: str = "",
    now: datetime | None = None,
) -> EngagementStep:
    """Say that `authority` took `step` on the day `on`, at its own pace and in whatever order (F000 ¶9).

    Raises NotPermitted; ValidationError, by field, for a step that is not known, a date in the future or before the
    programme, and an authority that already stood there on that day.
    """
    require(by, Permission.EDIT_ENGAGEMENT)
    return write_step(authority=authority, step=step, on=on, by=by, note=note, source=source, now=now)


@transaction.atomic
def write_step(
    *,
    authority: Authority,
    step: str,
    on: date,
    by: Any,
    note: str = "",
    source: str = "",
    now: datetime | None = None,
) -> EngagementStep:
    """As `take_step`, for services of this app that have asked for a permission of their own; `by` None: the system."""
    now = now or timezone.now()
    Authority.objects.select_for_update().get(pk=authority.pk)  # two writers of one authority go one after the other
    _check(authority, step, on, now)
    _check_lengths(note=(note, NOTE_LENGTH), source=(source, SOURCE_LENGTH))
    taken = EngagementStep.objects.create(
        authority=authority, step=step, on=on, note=note, source=source, taken_by=by, recorded_at=now
    )
    _audit(by, "engagement.step_taken", taken, now, {"note": note, "source": source})
    return taken


@transaction.atomic
def retract_step(*, step: EngagementStep, reason: str, by: Any, now: datetime | None = None) -> EngagementStep:
    """Retract a step that was taken by mistake: it is kept with the `reason`, and no longer counts.

    Raises NotPermitted; ValidationError where no reason is given and where it has been retracted already.
    """
    require(by, Permission.EDIT_ENGAGEMENT)
    return take_back_step(step, reason=reason, by=by, now=now or timezone.now())


@transaction.atomic
def take_back_step(step: EngagementStep, *, reason: str, by: Any, now: datetime) -> EngagementStep:
    """As `retract_step`, for services of this app that have asked for a permission of their own."""
    if not reason.strip():
        raise ValidationError({"reason": "Enter why the step is retracted"})
    _check_lengths(reason=(reason, REASON_LENGTH))
    values = {"retracted_at": now, "retracted_by": by, "retraction": reason}
    if EngagementStep.objects.filter(pk=step.pk).counted().update(**values) != 1:
        raise ValidationError("This step has already been retracted")
    _audit(by, "engagement.step_retracted", step, now, {"reason": reason})
    return EngagementStep.objects.select_related("authority", "taken_by", "retracted_by").get(pk=step.pk)


def _check(authority: Authority, step: str, on: date, now: datetime) -> None:
    if step not in Step.values:
        raise ValidationError({"step": "Select a step from the list"})
    if on < PROGRAMME_BEGAN:
        raise ValidationError({"on": f"Date must be on or after {as_date(PROGRAMME_BEGAN)}, when the programme began"})
    if on > timezone.localdate(now, LONDON):
        raise ValidationError({"on": "Date must be today or in the past"})
    stands = EngagementStep.objects.filter(authority=authority, on__lte=on).counted().in_order().last()
    taken = EngagementStep.objects.filter(authority=authority, on=on, step=step).counted().first()
    there = taken or (stands if stands is not None and stands.step == step else None)
    if there is not None:
        said = f"{authority} is already recorded as “{Step(step).label}” on {as_date(there.on)}"
        raise ValidationError({"step": f"{said}. Choose another step or date"})


def _check_lengths(**texts: tuple[str, int]) -> None:
    for name, (text, most) in texts.items():
        if len(text) > most:
            raise ValidationError({name: f"{name.capitalize()} must be {most:,} characters or fewer"})


def _audit(by: Any, verb: str, step: EngagementStep, now: datetime, more: dict[str, str]) -> None:
    """Record what was done. The label names the authority only: administrators read labels, and no programme data."""
    data = {"authority": step.authority.short_name, "step": step.step, "on": step.on.isoformat(), **more}
    record(by=by, verb=verb, on=step, label=f"Step of {step.authority}", data=data, now=now)
