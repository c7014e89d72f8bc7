"""Files that wait for their preview to be confirmed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from areas.access import NotPermitted, require
from cbtracker.accounts.permissions import Permission
from cbtracker.web.tables.limits import limits_of_settings
from cbtracker.web.tables.uploads import KEPT_FOR
from requests_log.importing.files import ParsedFile, read_requests
from requests_log.importing.moments import start_of
from requests_log.importing.plan import Plan, make_plan, read_known
from requests_log.models import ImportUpload
from requests_log.services.register_import import Imported, import_register


def read_upload(content: bytes, *, name: str, now: datetime) -> ParsedFile:
    """Read an uploaded file by today's names. Never raises for what it holds."""
    known = read_known(on=timezone.localdate(now))
    return read_requests(content, name=name, known=known, limits=limits_of_settings())


def effective_moment(effective_on: date | None, *, now: datetime) -> datetime:
    """When an import takes effect: 00:00 in London of the day given, else now."""
    return start_of(effective_on) if effective_on else now


def plan_of(upload: ImportUpload, *, now: datetime) -> Plan:
    """What confirming `upload` would do now."""
    file = read_upload(bytes(upload.content), name=upload.file_name, now=now)
    return make_plan(file, effective_at=effective_moment(upload.effective_on, now=now), now=now)


@transaction.atomic
def keep_upload(
    *, by: Any, file_name: str, content: bytes, effective_on: date | None = None, now: datetime | None = None
) -> ImportUpload:
    """Keep a file until its preview is confirmed; it replaces the person's earlier one. Raises NotPermitted."""
    require(by, Permission.IMPORT_REGISTER)
    now = now or timezone.now()
    ImportUpload.objects.filter(Q(owner=by) | Q(uploaded_at__lt=now - KEPT_FOR)).delete()
    return ImportUpload.objects.create(
        owner=by, file_name=file_name, content=content, effective_on=effective_on, uploaded_at=now
    )


@transaction.atomic
def confirm_upload(upload: ImportUpload, *, by: Any, expected: str, now: datetime | None = None) -> Imported:
    """Import `upload` as its preview showed; `expected` is that preview's fingerprint. The file is not kept.

    Raises NotPermitted, also for the upload of somebody else, ImportRefused, StalePreview.
    """
    if upload.owner_id != by.pk:
        raise NotPermitted("an upload is its owner's alone")
    now = now or timezone.now()
    file = read_upload(bytes(upload.content), name=upload.file_name, now=now)
    effective = effective_moment(upload.effective_on, now=now)
    result = import_register(file, by=by, effective_at=effective, expected=expected, now=now)
    upload.delete()
    return result
