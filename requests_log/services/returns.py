"""Answering a call: one return a place, whoever of its officers is first, corrected as often as needed."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from areas.access import can, duties_of, require
from areas.models import Area, AreaMember, Authority
from cbtracker.accounts.permissions import Permission
from cbtracker.audit.services import record as record_audit
from cbtracker.web.formats import LONDON, as_date
from cbtracker.web.overtaken import Overtaken
from requests_log.models import (
    AreaScope,
    Call,
    CallAddressee,
    LoggedRequest,
    Return,
    ReturnAddition,
    ReturnKind,
    ReturnRevision,
)
from requests_log.services.naming import AreasNamed, NamedArea
from requests_log.services.raising import raise_request

MOST_ADDITIONS = 20
NO_AREA = "{} is not in a Community Budget area yet, so no request can be raised for it. Send a comment instead."


@dataclass(frozen=True)
class Addition:
    """A request that a place says is missing from the register."""

    issue: str
    detail: str = ""


@dataclass(frozen=True)
class Answer:
    """What a place answers; `entries` are requests that are in the register already, `additions` are to be raised.

    `authority` is the member that speaks, where it is not the whole area.
    """

    kind: str
    text: str = ""
    authority: Authority | None = None
    additions: tuple[Addition, ...] = ()
    entries: tuple[LoggedRequest, ...] = ()


class StaleReturn(Overtaken):
    """Somebody else answered, or corrected the answer, since the writer read it. Nothing was written."""

    def __init__(self, addressee: CallAddressee) -> None:
        super().__init__(addressee, f"{addressee} has answered since it was read")
        self.addressee = addressee


@transaction.atomic
def answer_call(
    addressee: CallAddressee,
    *,
    by: Any,
    expected_version: int,
    answer: Answer,
    key: uuid.UUID | None = None,
    received_at: datetime | None = None,
    now: datetime | None = None,
) -> Return:
    """Make the return of a place, or correct it; `expected_version` is the one that the writer saw, 0 where none.

    Additions become raised requests that name the call and the member as their source (F004 ¶5). `key` is the form's:
    sent twice it is one return, and raises nothing twice. The secretariat may say when a letter was `received_at`.
    A return after the date of the call is taken too. Raises StaleReturn, NotPermitted, and ValidationError by field.
    """
    require(by, Permission.ANSWER_CALL, on=addressee)
    now, key = now or timezone.now(), key or uuid.uuid4()
    if (sent := _sent(addressee, key)) is not None:
        return sent
    effective = _effective(addressee, by, received_at, now)
    _check(addressee, answer, by)
    try:
        made = _claim(addressee, expected_version, answer, effective=effective, now=now)
    except StaleReturn:
        if (sent := _sent(addressee, key)) is not None:
            return sent
        raise
    _name_entries(made, answer, by=by, now=now, effective=effective)
    revision = _revision(made, key, by=by, now=now, effective=effective)
    _audit(revision, by=by, now=now)
    return made


def _audit(revision: ReturnRevision, *, by: Any, now: datetime) -> None:
    addressee = revision.of.addressee
    record_audit(
        by=by,
        verb="call.answered" if revision.version == 1 else "call.answer_corrected",
        on=addressee.call,
        label=f"Call {addressee.call_id}",
        data={
            "place": addressee.place_name,
            "kind": revision.kind,
            "version": revision.version,
            "additions": [row["reference"] for row in revision.additions],
        },
        now=now,
    )


def _sent(addressee: CallAddressee, key: uuid.UUID) -> Return | None:
    """The return that the form `key` made already. Raises ValidationError where it made that of another place."""
    made = Return.objects.filter(revisions__key=key).first()
    if made is not None and made.addressee_id != addressee.pk:
        raise ValidationError(f"This form was sent for another place. Open the page of {addressee.place_name} again.")
    return made


def _effective(addressee: CallAddressee, by: Any, received_at: datetime | None, now: datetime) -> datetime:
    if received_at is None:
        return now
    require(by, Permission.ISSUE_CALLS)
    if not addressee.call.issued_at <= received_at <= now:
        raise ValidationError({"received_on": "The day it arrived must be between the day of the call and today."})
    return received_at


def speakers(addressee: CallAddressee, by: Any) -> list[Authority]:
    """The members of the area asked that `by` may speak for, where it is a group; for officers their own."""
    if not addressee.area_id:
        return []
    rows = AreaMember.objects.in_force(timezone.localdate()).filter(area=addressee.area_id).select_related("authority")
    members = [row.authority for row in rows.order_by("authority__short_name")]
    if len(members) < 2:
        return []
    own = duties_of(by).authorities
    return members if can(by, Permission.ISSUE_CALLS) else [member for member in members if member.pk in own]


def _check(addressee: CallAddressee, answer: Answer, by: Any) -> None:
    if answer.kind not in ReturnKind.values:
        raise ValidationError({"kind": "Choose your answer."})
    if answer.authority and answer.authority not in speakers(addressee, by):
        raise ValidationError({"authority": f"Choose a member of {addressee.place_name} that is yours."})
    named = {entry.pk for entry in answer.entries}
    if LoggedRequest.objects.visible_to(by).filter(pk__in=named).count() < len(named):
        raise ValidationError({"existing": "Name only requests that you can see."})
    _check_words(addressee, answer)


def said_too_much(kind: str, *, text: str, named: bool) -> str:
    """Why an answer of `kind` cannot have that `text`, or name requests: it would be lost. Blank: it can."""
    if kind == ReturnKind.NIL and (named or text.strip()):
        return "You wrote more than “Nothing to add”. Choose another answer, or clear it."
    if kind == ReturnKind.COMMENT and named:
        return "You wrote requests to add. Choose “Additions”, or clear them."
    return ""


def arrived_at(day: date, call: Call, *, now: datetime) -> datetime:
    """Midday of the day on which a letter came, never before the call itself nor after `now`."""
    midday = datetime(day.year, day.month, day.day, 12, tzinfo=LONDON)
    same_day = day == call.issued_at.astimezone(LONDON).date()
    return max(min(midday, now), call.issued_at) if same_day else min(midday, now)


def _check_words(addressee: CallAddressee, answer: Answer) -> None:
    named = bool(answer.additions or answer.entries)
    if reason := said_too_much(answer.kind, text=answer.text, named=named):
        raise ValidationError({"kind": reason})
    if answer.kind == ReturnKind.COMMENT and not answer.text.strip():
        raise ValidationError({"text": "Enter your comment."})
    if answer.kind != ReturnKind.ADDITIONS:
        return
    kept = ReturnAddition.objects.filter(of__addressee=addressee).exists()
    if not (answer.additions or answer.entries or kept):
        raise ValidationError({"additions": "Enter at least one request to add."})
    if len(answer.additions) > MOST_ADDITIONS:
        raise ValidationError({"additions": f"Send at most {MOST_ADDITIONS} additions at a time."})
    if answer.additions and area_of(addressee) is None:
        raise ValidationError({"additions": NO_AREA.format(addressee.place_name)})


def area_of(addressee: CallAddressee) -> Area | None:
    """The area for which a place's additions are raised: itself, or the one that the authority is a member of."""
    if addressee.area_id:
        return addressee.area
    today = timezone.localdate()
    row = AreaMember.objects.in_force(today).filter(authority=addressee.authority_id).select_related("area").first()
    return row.area if row else None


def _claim(addressee: CallAddressee, expected: int, answer: Answer, *, effective: datetime, now: datetime) -> Return:
    """The return at its next version, if it still is at the `expected` one (DESIGN rule 4)."""
    text = "" if answer.kind == ReturnKind.NIL else answer.text
    said = {"kind": answer.kind, "text": text, "authority": answer.authority, "updated_at": now}
    if expected == 0:
        try:
            with transaction.atomic():
                return Return.objects.create(addressee=addressee, replied_at=effective, **said)
        except IntegrityError:
            raise StaleReturn(addressee) from None
    rows = Return.objects.filter(addressee=addressee, version=expected)
    if not rows.update(**said, version=F("version") + 1):
        raise StaleReturn(addressee)
    return Return.objects.select_related("authority").get(addressee=addressee)


def _name_entries(made: Return, answer: Answer, *, by: Any, now: datetime, effective: datetime) -> None:
    """Keep which requests the return names; of a return that is no longer additions, none."""
    if answer.kind != ReturnKind.ADDITIONS:
        made.additions.all().delete()
        return
    raised = [_raise(made, one, by=by, now=now, effective=effective) for one in answer.additions]
    known = set(made.additions.values_list("entry_id", flat=True))
    fresh = {entry.pk: entry for entry in (*answer.entries, *raised) if entry.pk not in known}
    ReturnAddition.objects.bulk_create(ReturnAddition(of=made, entry=entry) for entry in fresh.values())


def _raise(made: Return, one: Addition, *, by: Any, now: datetime, effective: datetime) -> LoggedRequest:
    call, area = made.addressee.call, area_of(made.addressee)
    assert area is not None  # noqa: S101 `_check` has asked
    member = made.addressee.authority or made.authority
    speaks = member if member and area.members.in_force(timezone.localdate(now)).count() > 1 else None
    return raise_request(
        by=by,
        issue=one.issue,
        detail=one.detail,
        areas=AreasNamed(AreaScope.NAMED, (NamedArea(area, speaks),)),
        source=f"Answer of {member or area} to the call “{call.title}” of {as_date(call.issued_at)}"[:200],
        raised_on=timezone.localdate(effective, LONDON),
        now=now,
    )


def _revision(made: Return, key: uuid.UUID, *, by: Any, now: datetime, effective: datetime) -> ReturnRevision:
    last = made.revisions.order_by("-version").values_list("effective_at", flat=True).first()
    effective = max(effective, last) if last else effective
    rows = made.additions.order_by("pk").values("entry_id", "entry__reference", "entry__issue")
    return ReturnRevision.objects.create(
        of=made,
        version=made.version,
        key=key,
        kind=made.kind,
        text=made.text,
        authority=made.authority,
        additions=[
            {"id": row["entry_id"], "reference": row["entry__reference"], "issue": row["entry__issue"]} for row in rows
        ],
        by=by,
        by_name=str(by),
        effective_at=effective,
        recorded_at=max(now, effective),
    )
