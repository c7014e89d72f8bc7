"""When and where bodies meet: the secretariat's to keep. Calendars learn of each change by `sequence`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from areas.access import require
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Permission
from cbtracker.audit.services import record
from cbtracker.papers.models import Body, Meeting, Paper

LONGEST_PLACE = 200


@dataclass(frozen=True, kw_only=True)
class MeetingPlan:
    """When a meeting begins and ends (aware moments), and where it is."""

    starts_at: datetime
    ends_at: datetime
    place: str = ""

    def as_data(self) -> dict[str, Any]:
        """Return it as JSON for the audit."""
        return {"starts_at": self.starts_at.isoformat(), "ends_at": self.ends_at.isoformat(), "place": self.place}


@transaction.atomic
def add_meeting(*, body: Body, plan: MeetingPlan, by: Any, now: datetime) -> Meeting:
    """Put a meeting of `body` in the calendar. Raises NotPermitted, ValidationError."""
    require(by, Permission.EDIT_BODIES)
    Body.objects.select_for_update().get(pk=body.pk)
    _check(body, plan)
    meeting = Meeting.objects.create(
        body=body, starts_at=plan.starts_at, ends_at=plan.ends_at, place=plan.place, changed_at=now
    )
    record(by=by, verb="meeting.added", on=meeting, data=plan.as_data(), now=now)
    return meeting


@transaction.atomic
def change_meeting(
    *, meeting: Meeting, body: Body, plan: MeetingPlan, expected_version: int, by: Any, now: datetime
) -> Meeting:
    """Move `meeting` to another time, place or body. One that has papers stays with its body.

    Raises NotPermitted, StaleVersion, ValidationError.
    """
    require(by, Permission.EDIT_BODIES)
    Body.objects.select_for_update().get(pk=body.pk)
    _claim(meeting, expected_version, now)
    if meeting.cancelled_at is not None:
        raise ValidationError("The meeting is cancelled. Restore it first, then change it.")
    if body.pk != meeting.body_id and Paper.objects.filter(meeting=meeting).exists():
        raise ValidationError({"body": f"There are papers for this meeting of {meeting.body}. Add another meeting."})
    _check(body, plan, but=meeting)
    before = MeetingPlan(starts_at=meeting.starts_at, ends_at=meeting.ends_at, place=meeting.place)
    Meeting.objects.filter(pk=meeting.pk).update(
        body=body, starts_at=plan.starts_at, ends_at=plan.ends_at, place=plan.place
    )
    data = {"body": body.name, "before": before.as_data(), "after": plan.as_data()}
    record(by=by, verb="meeting.changed", on=meeting, data=data, now=now)
    return _now_is(meeting)


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, expected_version: int, by: Any, now: datetime) -> Meeting:
    """Cancel `meeting`; it stays in calendars, as cancelled. Raises NotPermitted, StaleVersion, ValidationError."""
    require(by, Permission.EDIT_BODIES)
    _claim(meeting, expected_version, now)
    if meeting.cancelled_at is not None:
        raise ValidationError("The meeting is cancelled already.")
    Meeting.objects.filter(pk=meeting.pk).update(cancelled_at=now)
    record(by=by, verb="meeting.cancelled", on=meeting, now=now)
    return _now_is(meeting)


@transaction.atomic
def restore_meeting(*, meeting: Meeting, expected_version: int, by: Any, now: datetime) -> Meeting:
    """Let a cancelled meeting take place after all. Raises NotPermitted, StaleVersion, ValidationError."""
    require(by, Permission.EDIT_BODIES)
    _claim(meeting, expected_version, now)
    if meeting.cancelled_at is None:
        raise ValidationError("The meeting is not cancelled.")
    Meeting.objects.filter(pk=meeting.pk).update(cancelled_at=None)
    record(by=by, verb="meeting.restored", on=meeting, now=now)
    return _now_is(meeting)


def _claim(meeting: Meeting, expected_version: int, now: datetime) -> None:
    """Take the version that the writer saw, and tell calendars; then `meeting` is what it was. Raises StaleVersion."""
    claimed = Meeting.objects.filter(pk=meeting.pk, version=expected_version).update(
        version=F("version") + 1, sequence=F("sequence") + 1, changed_at=now
    )
    if not claimed:
        raise StaleVersion(Meeting.objects.select_related("body").filter(pk=meeting.pk).first())
    meeting.refresh_from_db()


def _check(body: Body, plan: MeetingPlan, *, but: Meeting | None = None) -> None:
    """Raise ValidationError where the times do not follow each other or the body meets then already."""
    if plan.ends_at <= plan.starts_at:
        raise ValidationError({"ends": "The meeting must end after it starts."})
    if len(plan.place) > LONGEST_PLACE:
        raise ValidationError({"place": f"Place must be {LONGEST_PLACE} characters or fewer"})
    then = Meeting.objects.filter(body=body, starts_at=plan.starts_at)
    found = (then.exclude(pk=but.pk) if but else then).first()
    if found is not None and found.cancelled_at is not None:
        raise ValidationError({"starts": f"A meeting of {body} at this time is cancelled. Restore that one."})
    if found is not None:
        raise ValidationError({"starts": f"{body} meets at this time already. Enter another time."})


def _now_is(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_related("body").get(pk=meeting.pk)
