"""Who comes to a workshop, and who attended (F000 ¶11)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from areas.access import can, require
from areas.models import Authority
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Permission
from cbtracker.audit.services import record
from rollout.models import Attendee, Workshop

CANCELLED = "This workshop was cancelled"
TOO_LATE = "This workshop has started. Ask the secretariat, who record who attended"
TOO_EARLY = "This workshop has not started yet. Record who attended when it has"


@transaction.atomic
def say_coming(*, workshop: Workshop, authority: Authority, name: str, by: Any, now: datetime) -> Attendee:
    """Say that `name` comes from `authority`: officers of their own, locality leads of their places, the secretariat.

    Raises NotPermitted; ValidationError where it has started, was cancelled or is full, or they are on the list.
    """
    person = Attendee(workshop=workshop, authority=authority, name=name, said_by=by, said_at=now)
    require(by, Permission.ATTEND, on=person)
    held = Workshop.objects.select_for_update().get(pk=workshop.pk)  # the last place is taken by one of two
    there = _find(held, authority, name)
    if there is not None and there.comes:
        raise ValidationError({"name": f"{there.name} is on the list already"})
    _check_room(held, now)
    person = there or person
    person.comes, person.said_by, person.said_at = True, by, now
    person.clean_fields()
    person.save()
    _audit(by, "coming", person, now)
    return person


def why_closed(workshop: Workshop, by: Any, *, now: datetime) -> str:
    """Why `by` can put nobody on the list any more; blank where they can."""
    if workshop.cancelled:
        return CANCELLED
    return TOO_LATE if workshop.starts_at <= now and not can(by, Permission.EDIT_SUPPORT) else ""


def put_on_list(*, workshop: Workshop, authority: Authority, name: str, by: Any, now: datetime) -> Attendee:
    """Say that `name` comes; of a workshop that has started, that they came unannounced. Raises as those two do."""
    unannounced = workshop.starts_at <= now and can(by, Permission.EDIT_SUPPORT)
    write = add_attended if unannounced else say_coming
    return write(workshop=workshop, authority=authority, name=name, by=by, now=now)


@transaction.atomic
def take_back_coming(*, attendee: Attendee, by: Any, now: datetime) -> Attendee:
    """Say that somebody does not come after all; the row stays.

    Raises NotPermitted, and ValidationError once the workshop has started.
    """
    require(by, Permission.ATTEND, on=attendee)
    if attendee.workshop.starts_at <= now:
        raise ValidationError(TOO_LATE)
    if Attendee.objects.filter(pk=attendee.pk, comes=True).update(comes=False, said_by=by, said_at=now):
        _audit(by, "not_coming", attendee, now)
    return Attendee.objects.select_related("authority", "workshop").get(pk=attendee.pk)


@transaction.atomic
def add_attended(*, workshop: Workshop, authority: Authority, name: str, by: Any, now: datetime) -> Attendee:
    """Record somebody who attended without having said so before. Raises NotPermitted, ValidationError."""
    require(by, Permission.EDIT_SUPPORT)
    if workshop.starts_at > now:
        raise ValidationError(TOO_EARLY)
    Workshop.objects.select_for_update().get(pk=workshop.pk)
    if (there := _find(workshop, authority, name)) is not None:
        raise ValidationError({"name": f"{there.name} is on the list already. Record there whether they attended"})
    person = Attendee(
        workshop=workshop, authority=authority, name=name, attended=True, said_by=by, said_at=now, comes=None
    )
    person.clean_fields()
    person.save()
    _audit(by, "attended", person, now)
    return person


@transaction.atomic
def record_attendance(
    *, workshop: Workshop, said: Mapping[int, bool | None], expected_version: int, by: Any, now: datetime
) -> Workshop:
    """Record who attended: `said` by the key of an attendee; None leaves it open, which is not "no".

    Raises NotPermitted; StaleVersion where somebody else recorded meanwhile; ValidationError before the workshop, and
    for somebody who neither said that they come nor is said to have attended or not.
    """
    require(by, Permission.EDIT_SUPPORT)
    if workshop.starts_at > now:
        raise ValidationError(TOO_EARLY)
    rows = Workshop.objects.filter(pk=workshop.pk)
    if not rows.filter(attendance_version=expected_version).update(attendance_version=F("attendance_version") + 1):
        raise StaleVersion(rows.first())
    changed = []
    for person in Attendee.objects.filter(workshop=workshop, pk__in=said):
        attended = said[person.pk]
        if attended is None and person.comes is None:
            raise ValidationError(
                f"Select “Attended” or “Did not attend” for {person.name}, who had not said that they come"
            )
        if person.attended != attended:
            person.attended = attended
            changed.append(person)
    Attendee.objects.bulk_update(changed, ["attended"])
    data = {"attended": {str(person.pk): person.attended for person in changed}}
    record(by=by, verb="support.attendance_recorded", on=workshop, label="Workshop", data=data, now=now)
    return rows.get()


def _find(workshop: Workshop, authority: Authority, name: str) -> Attendee | None:
    rows = Attendee.objects.filter(workshop=workshop, authority=authority, name__iexact=name)
    return rows.select_related("authority", "workshop").first()


def _check_room(workshop: Workshop, now: datetime) -> None:
    if workshop.cancelled:
        raise ValidationError(CANCELLED)
    if workshop.starts_at <= now:
        raise ValidationError(TOO_LATE)
    if workshop.capacity is not None and workshop.attendees.coming().count() >= workshop.capacity:
        raise ValidationError("Every place is taken. Ask the secretariat whether there is room")


def _audit(by: Any, what: str, person: Attendee, now: datetime) -> None:
    data = {"workshop": person.workshop_id, "authority": person.authority.short_name, "name": person.name}
    record(by=by, verb=f"support.{what}", on=person, label="Attendee", data=data, now=now)
