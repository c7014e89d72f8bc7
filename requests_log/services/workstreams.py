"""Workstreams: what they are about, where they stand, and their workshops."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.text import slugify

from areas.access import require
from areas.models import Area
from cbtracker.accounts.permissions import Permission
from cbtracker.audit.services import record as record_audit
from cbtracker.web.overtaken import Overtaken
from requests_log.models import Workshop, Workstream, WorkstreamStatus


class StaleWorkstream(Overtaken):
    """Somebody else changed the workstream since the writer read it."""

    def __init__(self, workstream: Workstream) -> None:
        super().__init__(workstream, f"{workstream} has changed since it was read")
        self.workstream = workstream


def _free_slug(name: str) -> str:
    base = slugify(name)[:40] or "workstream"
    slug, count = base, 1
    while Workstream.objects.filter(slug=slug).exists():
        count += 1
        slug = f"{base}-{count}"
    return slug


@transaction.atomic
def create_workstream(
    *, by: Any, name: str, description: str = "", body: str = "", now: datetime | None = None
) -> Workstream:
    """Start a workstream, last in order. Raises ValidationError where the name is blank or taken."""
    require(by, Permission.EDIT_WORKSTREAMS)
    name = " ".join(name.split())
    if not name:
        raise ValidationError({"name": "Enter the name of the workstream."})
    if Workstream.objects.filter(name__iexact=name).exists():
        raise ValidationError({"name": "There is a workstream of this name. Choose another name."})
    return start_workstream(by=by, name=name, description=description, body=body, now=now)


def start_workstream(
    *, by: Any, name: str, description: str = "", body: str = "", now: datetime | None = None
) -> Workstream:
    """`create_workstream` without the questions who may and whether the name is free: also for imports."""
    last = Workstream.objects.aggregate(last=Max("order"))["last"] or 0
    workstream = Workstream.objects.create(
        slug=_free_slug(name), name=name, description=description, body=body, order=last + 1
    )
    record_audit(by=by, verb="workstream.created", on=workstream, now=now)
    return workstream


@transaction.atomic
def change_workstream(
    workstream: Workstream,
    *,
    by: Any,
    expected_version: int,
    description: str,
    body: str,
    interested: Sequence[Area],
    now: datetime | None = None,
) -> Workstream:
    """Change what a workstream is about, who considers it and which areas are interested."""
    require(by, Permission.EDIT_WORKSTREAMS)
    claimed = Workstream.objects.filter(pk=workstream.pk, version=expected_version).update(
        description=description, body=body, version=F("version") + 1
    )
    workstream.refresh_from_db()
    if not claimed:
        raise StaleWorkstream(workstream)
    workstream.interested.set(interested)
    record_audit(by=by, verb="workstream.changed", on=workstream, now=now)
    return workstream


@transaction.atomic
def state_workstream(
    workstream: Workstream,
    *,
    by: Any,
    text: str,
    now: datetime | None = None,
    effective_at: datetime | None = None,
) -> WorkstreamStatus:
    """Add one of the sentences that say where a workstream stands; the others go on holding."""
    require(by, Permission.EDIT_WORKSTREAMS)
    if not text.strip():
        raise ValidationError({"text": "Enter where the workstream stands."})
    now = now or timezone.now()
    if effective_at and effective_at > now:
        raise ValidationError({"text": "The date it takes effect must not be in the future."})
    status = WorkstreamStatus.objects.create(
        workstream=workstream, text=text, by=by, effective_at=effective_at or now, recorded_at=now
    )
    record_audit(by=by, verb="workstream.stated", on=workstream, now=now)
    return status


@transaction.atomic
def end_workstream_status(status: WorkstreamStatus, *, by: Any, now: datetime | None = None) -> WorkstreamStatus:
    """Say that a sentence no longer holds; it stays in the history. Ending it twice changes nothing."""
    require(by, Permission.EDIT_WORKSTREAMS)
    now = now or timezone.now()
    if WorkstreamStatus.objects.filter(pk=status.pk, ended_at__isnull=True).update(ended_at=now):
        record_audit(by=by, verb="workstream.status_ended", on=status.workstream, now=now)
    status.refresh_from_db()
    return status


@transaction.atomic
def add_workshop(
    workstream: Workstream,
    *,
    by: Any,
    title: str,
    held_on: date,
    place: str = "",
    note: str = "",
    now: datetime | None = None,
) -> Workshop:
    """Put a workshop of the workstream on record."""
    require(by, Permission.EDIT_WORKSTREAMS)
    if not title.strip():
        raise ValidationError({"title": "Enter the title of the workshop."})
    workshop = Workshop.objects.create(workstream=workstream, title=title, held_on=held_on, place=place, note=note)
    record_audit(by=by, verb="workstream.workshop_added", on=workstream, data={"title": title}, now=now)
    return workshop
