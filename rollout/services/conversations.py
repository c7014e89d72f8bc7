"""Conversations with authorities: opening one, writing notes, doing next actions, closing (F000 ¶14).

What may be said about a note's audience: the label of an audit event names the authority only, and its data no words.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from areas.access import NotPermitted, can, require
from areas.models import Authority
from cbtracker.accounts.permissions import Permission
from cbtracker.audit.services import record
from cbtracker.web.formats import LONDON, as_date
from requests_log.models import Audience
from requests_log.sights import sees_whitehall
from rollout.models import PROGRAMME_BEGAN, Conversation, ConversationNote
from rollout.models.conversations import (
    ACTION_LENGTH,
    OWNER_LENGTH,
    RETRACTION_LENGTH,
    SUBJECT_LENGTH,
    TEXT_LENGTH,
)


@dataclass(frozen=True, kw_only=True)
class NoteTerms:
    """What a note says. `on`: the day it happened, None for today. What an officer writes is always shared."""

    text: str
    on: date | None = None
    audience: str = Audience.AREAS
    next_action: str = ""
    next_action_on: date | None = None
    next_action_owner: str = ""


@transaction.atomic
def open_conversation(
    *, authority: Authority, subject: str, by: Any, now: datetime, first_note: NoteTerms | str = ""
) -> Conversation:
    """Open a conversation with `authority`. `first_note` in words alone is one of today, shared with the authority.

    Without a note that is shared the authority's officers do not know of it, so an officer's needs one.
    Raises NotPermitted; ValidationError, by field.
    """
    opened = Conversation(authority=authority, subject=subject.strip(), opened_by=by, opened_at=now)
    require(by, Permission.CONVERSE, on=opened)
    terms = NoteTerms(text=first_note) if isinstance(first_note, str) else first_note
    if not opened.subject:
        raise ValidationError({"subject": "Enter what the conversation is about"})
    _check_lengths(subject=(opened.subject, SUBJECT_LENGTH))
    if not sees_whitehall(by) and not terms.text.strip():
        raise ValidationError({"text": "Enter what was said"})
    opened.save()
    _audit(by, "conversation.opened", opened, now)
    if terms.text.strip():
        _write(opened, terms, by, now)
    return opened


@transaction.atomic
def add_note(*, conversation: Conversation, terms: NoteTerms, by: Any, now: datetime) -> ConversationNote:
    """Write a note into `conversation`. Raises NotPermitted; ValidationError, by field, and where it is closed."""
    _require(by, conversation)
    held = Conversation.objects.select_for_update().get(pk=conversation.pk)
    if held.closed_at is not None:
        raise ValidationError("This conversation has been closed. Reopen it to add a note")
    return _write(held, terms, by, now)


@transaction.atomic
def mark_done(*, note: ConversationNote, by: Any, now: datetime) -> bool:
    """Say that the next action of `note` was done. Returns whether it was still to do. Raises NotPermitted."""
    _require_note(by, note)
    rows = ConversationNote.objects.filter(pk=note.pk).waiting()
    if ConversationNote.objects.filter(pk__in=rows.order_by().values("pk")).update(done_at=now, done_by=by) != 1:
        return False
    _audit(by, "conversation.action_done", note.conversation, now, note)
    return True


def may_retract(user: Any, note: ConversationNote) -> bool:
    """Whether `user` may take `note` back: who wrote it, while still conversing there, and the secretariat."""
    if not can(user, Permission.CONVERSE, on=note.conversation):
        return False
    return note.written_by_id == user.pk or can(user, Permission.EDIT_ENGAGEMENT)


@transaction.atomic
def retract_note(*, note: ConversationNote, reason: str, by: Any, now: datetime) -> None:
    """Retract a mistaken note: it is kept with the `reason`, for those who could read it.

    Raises NotPermitted; ValidationError where no reason is given and where it has been retracted already.
    """
    _require_note(by, note)
    if not may_retract(by, note):
        raise NotPermitted(f"{by} did not write this note")
    if not reason.strip():
        raise ValidationError({"reason": "Enter why the note is retracted"})
    _check_lengths(reason=(reason, RETRACTION_LENGTH))
    values = {"retracted_at": now, "retracted_by": by, "retraction": reason}
    if ConversationNote.objects.filter(pk=note.pk, retracted_at__isnull=True).update(**values) != 1:
        raise ValidationError("This note has already been retracted")
    _audit(by, "conversation.note_retracted", note.conversation, now, note)


@transaction.atomic
def close_conversation(*, conversation: Conversation, by: Any, now: datetime) -> bool:
    """Close `conversation`: its open next actions are no longer listed. Returns whether it was open."""
    _require(by, conversation)
    rows = Conversation.objects.filter(pk=conversation.pk, closed_at__isnull=True)
    return _turned(rows, "conversation.closed", by, now, closed_at=now, closed_by=by)


@transaction.atomic
def reopen_conversation(*, conversation: Conversation, by: Any, now: datetime) -> bool:
    """Open `conversation` again. Returns whether it was closed. Raises NotPermitted."""
    _require(by, conversation)
    rows = Conversation.objects.filter(pk=conversation.pk, closed_at__isnull=False)
    return _turned(rows, "conversation.reopened", by, now, closed_at=None, closed_by=None)


def _turned(rows: Any, verb: str, by: Any, now: datetime, **values: Any) -> bool:
    found = rows.select_related("authority").first()
    if found is None or rows.update(**values) != 1:
        return False
    _audit(by, verb, found, now)
    return True


def _require(by: Any, conversation: Conversation) -> None:
    require(by, Permission.CONVERSE, on=conversation)
    if not Conversation.objects.visible_to(by).filter(pk=conversation.pk).exists():
        raise NotPermitted(f"{by} may not know of this conversation")


def _require_note(by: Any, note: ConversationNote) -> None:
    require(by, Permission.CONVERSE, on=note.conversation)
    if not ConversationNote.objects.visible_to(by).filter(pk=note.pk).exists():
        raise NotPermitted(f"{by} may not know of this note")


def _write(conversation: Conversation, terms: NoteTerms, by: Any, now: datetime) -> ConversationNote:
    _check(terms, by, now)
    on = terms.on or timezone.localdate(now, LONDON)
    said = {**asdict(terms), "on": on, "text": terms.text.strip()}
    note = ConversationNote.objects.create(conversation=conversation, written_by=by, recorded_at=now, **said)
    _audit(by, "conversation.noted", conversation, now, note)
    return note


def _check(terms: NoteTerms, by: Any, now: datetime) -> None:
    """Raise ValidationError that names the fields to mend."""
    today = timezone.localdate(now, LONDON)
    on = terms.on or today
    faults: dict[str, str] = {}
    if not terms.text.strip():
        faults["text"] = "Enter what was said"
    if on < PROGRAMME_BEGAN:
        faults["on"] = f"Date must be on or after {as_date(PROGRAMME_BEGAN)}, when the programme began"
    if on > today:
        faults["on"] = "Date must be today or in the past"
    if terms.audience not in Audience.values:
        faults["audience"] = "Select who can read it"
    elif terms.audience != Audience.AREAS and not sees_whitehall(by):
        raise NotPermitted(f"{by} writes nothing for Whitehall only")
    if not terms.next_action and (terms.next_action_on or terms.next_action_owner):
        faults["next_action"] = "Enter the next action, or leave its date and who takes it blank"
    if terms.next_action_on and terms.next_action_on < on:
        faults["next_action_on"] = f"Date of the next action must be on or after {as_date(on)}, the date of the note"
    if faults:
        raise ValidationError(faults)
    _check_lengths(
        text=(terms.text, TEXT_LENGTH),
        next_action=(terms.next_action, ACTION_LENGTH),
        next_action_owner=(terms.next_action_owner, OWNER_LENGTH),
    )


def _check_lengths(**texts: tuple[str, int]) -> None:
    for name, (text, most) in texts.items():
        if len(text) > most:
            said = name.capitalize().replace("_", " ")
            raise ValidationError({name: f"{said} must be {most:,} characters or fewer"})


def _audit(by: Any, verb: str, conversation: Conversation, now: datetime, note: ConversationNote | None = None) -> None:
    """Record what was done. Administrators read labels, and no programme data; nobody reads a note here."""
    data: dict[str, Any] = {"authority": conversation.authority.short_name}
    if note is not None:
        data |= {"note": note.pk, "on": note.on.isoformat(), "audience": note.audience}
    label = f"Conversation with {conversation.authority}"
    record(by=by, verb=verb, on=conversation, label=label, data=data, now=now)
