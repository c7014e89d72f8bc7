"""Which area takes up which element of the offer: recorded, and ended (F000 ¶12)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from areas.access import require
from areas.models import Area
from cbtracker.accounts.permissions import Permission
from cbtracker.audit.services import record
from cbtracker.web.formats import LONDON, as_date
from rollout.models import PROGRAMME_BEGAN, OfferElement, TakeUp
from rollout.models.take_up import NOTE_LENGTH


@transaction.atomic
def record_take_up(*, area: Area, element: OfferElement, since: date, by: Any, now: datetime, note: str = "") -> TakeUp:
    """Say that `area` takes up `element` from the day `since`.

    Raises NotPermitted; ValidationError, by field, for an element that is no longer offered or that the area takes up
    already, and for a day in the future, before the programme or before an earlier use of it ended.
    """
    require(by, Permission.RECORD_TAKE_UP, on=area)
    Area.objects.select_for_update().get(pk=area.pk)  # two writers of one area go one after the other
    if not element.is_current:
        raise ValidationError({"element": f"“{element}” is no longer offered. Choose another one"})
    _check_day("since", since, PROGRAMME_BEGAN, "the first day of the programme", now)
    _check_note("note", note)
    earlier = TakeUp.objects.filter(area=area, element=element).first()
    if earlier is not None and earlier.ended_on is None:
        said = f"{area} already takes up “{element}”, since {as_date(earlier.since)}"
        raise ValidationError({"element": f"{said}. Choose another one, or end that first"})
    if earlier is not None and earlier.ended_on is not None and since < earlier.ended_on:
        raise ValidationError(
            {"since": f"Enter {as_date(earlier.ended_on)} or a later date: its earlier use ended then"}
        )
    taken = TakeUp.objects.create(area=area, element=element, since=since, note=note, recorded_at=now, recorded_by=by)
    _audit(by, "take_up.recorded", taken, now, {"since": since.isoformat(), "note": note})
    return taken


@transaction.atomic
def end_take_up(*, take_up: TakeUp, on: date, by: Any, now: datetime, note: str = "") -> TakeUp:
    """Say that an area stopped using an element on the day `on`. The row is kept.

    Raises NotPermitted; ValidationError, by field, for a day in the future or before it began, and where it has ended.
    """
    require(by, Permission.RECORD_TAKE_UP, on=take_up.area)
    _check_day("on", on, take_up.since, "the day on which it began", now)
    _check_note("note", note)
    values = {"ended_on": on, "ended_note": note, "ended_at": now, "ended_by": by}
    if TakeUp.objects.filter(pk=take_up.pk).current().update(**values) != 1:
        raise ValidationError("It has already been recorded that this ended")
    _audit(by, "take_up.ended", take_up, now, {"on": on.isoformat(), "note": note})
    return TakeUp.objects.select_related("area", "element").get(pk=take_up.pk)


def _check_day(name: str, day: date, earliest: date, what: str, now: datetime) -> None:
    if day < earliest:
        raise ValidationError({name: f"Date must be on or after {as_date(earliest)}, {what}"})
    if day > timezone.localdate(now, LONDON):
        raise ValidationError({name: "Date must be today or in the past"})


def _check_note(name: str, note: str) -> None:
    if len(note) > NOTE_LENGTH:
        raise ValidationError({name: f"Note must be {NOTE_LENGTH:,} characters or fewer"})


def _audit(by: Any, verb: str, taken: TakeUp, now: datetime, more: dict[str, str]) -> None:
    """Record what was done. The label names the area only: administrators read labels, and no programme data."""
    data = {"area": taken.area.name, "element": taken.element.key, **more}
    record(by=by, verb=verb, on=taken, label=f"Take-up of {taken.area}", data=data, now=now)
