"""Issuing a call, and giving places longer to answer it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.text import slugify

from areas.access import require
from areas.models import Area, Authority
from cbtracker.accounts.permissions import Permission
from cbtracker.audit.services import record as record_audit
from cbtracker.web.overtaken import Overtaken
from requests_log.call_notices import queue_notices
from requests_log.models import CALL_TEXT_LENGTH, Call, CallAddressee, CallExtension

RESERVED = frozenset({"new"})
SLUG_LENGTH = 50
_is_link = URLValidator(("http", "https"))


class StaleCall(Overtaken):
    """Somebody else changed the call since the writer read it. `call` is the call as it is now."""

    def __init__(self, call: Call) -> None:
        super().__init__(call, f"{call} has changed since it was read")
        self.call = call


def _free_slug(title: str) -> str:
    base = slugify(title)[:SLUG_LENGTH].strip("-") or "call"
    taken = {*Call.objects.filter(slug__startswith=base).values_list("slug", flat=True), *RESERVED}
    slug, count = base, 1
    while slug in taken:
        count += 1
        slug = f"{base}-{count}"
    return slug


def _addressees(call: Call, areas: Sequence[Area], authorities: Sequence[Authority]) -> list[CallAddressee]:
    return [
        *(CallAddressee(call=call, area=area) for area in areas),
        *(CallAddressee(call=call, authority=authority) for authority in authorities),
    ]


def _check(title: str, question: str, asked: int, due_on: date, now: datetime) -> None:
    faults = {}
    if not title.strip():
        faults["title"] = "Enter a title."
    if not question.strip():
        faults["question"] = "Enter what you ask."
    if len(question) > CALL_TEXT_LENGTH:
        faults["question"] = f"What you ask must be {CALL_TEXT_LENGTH:,} characters or fewer."
    if not asked:
        faults["places"] = "Choose whom you ask."
    if due_on < timezone.localdate(now):
        faults["due_on"] = "The date to answer by must be today or later."
    if faults:
        raise ValidationError(faults)


def _check_links(attachments: Sequence[dict[str, str]]) -> None:
    for one in attachments:
        try:
            _is_link(one["url"])
        except ValidationError:
            raise ValidationError({"attachments": "A link must begin with http:// or https://."}) from None
        if "@" in urlsplit(one["url"]).netloc:  # what stands before "@" looks like the site that the link leads to
            raise ValidationError({"attachments": "A link must not have a name or a password in it."})


@transaction.atomic
def issue_call(
    *,
    by: Any,
    title: str,
    question: str,
    due_on: date,
    areas: Sequence[Area] = (),
    authorities: Sequence[Authority] = (),
    attachments: Sequence[dict[str, str]] = (),
    key: uuid.UUID | None = None,
    now: datetime | None = None,
) -> Call:
    """Ask `areas` or `authorities`, one kind of them, a question to be answered by the end of `due_on` in London.

    `attachments` are [{"title", "url"}]; `key` is the form's: the same form sent twice is one call (F004 ¶5).
    Raises NotPermitted and ValidationError.
    """
    require(by, Permission.ISSUE_CALLS)
    if areas and authorities:
        raise ValidationError({"places": "Ask areas or authorities, not both."})
    now = now or timezone.now()
    asked = len(areas) + len(authorities)
    _check(title, question, asked, due_on, now)
    _check_links(attachments)
    said = {
        "slug": _free_slug(title),
        "title": title,
        "question": question,
        "asked_of": Call.AskedOf.AREAS if areas else Call.AskedOf.AUTHORITIES,
        "due_on": due_on,
        "attachments": list(attachments),
        "issued_at": now,
        "issued_by": by,
    }
    call, made = Call.objects.get_or_create(key=key or uuid.uuid4(), defaults=said)
    if made:
        CallAddressee.objects.bulk_create(_addressees(call, areas, authorities))
        record_audit(by=by, verb="call.issued", on=call, label=f"Call {call.pk}", data={"asked": asked}, now=now)
        queue_notices(call, now=now)
    return call


@transaction.atomic
def extend_call(
    call: Call, *, by: Any, expected_version: int, due_on: date, reason: str, now: datetime | None = None
) -> Call:
    """Give places until the end of `due_on` to answer. Raises StaleCall, NotPermitted, and ValidationError by field."""
    require(by, Permission.ISSUE_CALLS)
    now = now or timezone.now()
    if not reason.strip():
        raise ValidationError({"reason": "Enter why places get longer."})
    row = Call.objects.filter(pk=call.pk, version=expected_version)
    before = row.values_list("due_on", flat=True).first()
    if before is None:
        raise StaleCall(Call.objects.get(pk=call.pk))
    if due_on <= before or due_on < timezone.localdate(now):
        raise ValidationError({"due_on": "The new date must be after the date it replaces, and not have passed."})
    if not row.update(due_on=due_on, version=F("version") + 1):
        raise StaleCall(Call.objects.get(pk=call.pk))
    CallExtension.objects.create(call=call, from_on=before, due_on=due_on, reason=reason, by=by, at=now)
    record_audit(
        by=by,
        verb="call.extended",
        on=call,
        label=f"Call {call.pk}",
        data={"from": before.isoformat(), "to": due_on.isoformat()},
        now=now,
    )
    call.refresh_from_db()
    return call
