"""Asking somebody to sign and their answer, by one link that works once: the same for all that is signed (ADR 16)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet

from cbtracker.outbox.services import enqueue
from rollout.models.sign_offs import COMMENT_LENGTH, AskedToSign

Signed = TypeVar("Signed", bound=AskedToSign)


class LinkClosed(Exception):
    """The link was used, replaced or has expired, or what is signed has changed since."""


@dataclass(frozen=True)
class Signing(Generic[Signed]):
    """How one kind of thing is signed.

    `drafts()` are the things that can still be signed, `related` what is read with a sign-off, and `note(verb,
    sign_off, by, now)` writes the audit. `key` names a sign-off in the payload of a message; `asked` and `answered` are
    the kinds of the messages to who is asked, and to who asked.
    """

    model: type[Signed]
    drafts: Callable[[], QuerySet[Any]]
    related: tuple[str, ...]
    note: Callable[[str, Signed, Any, datetime], None]
    key: str
    asked: str
    answered: str

    @transaction.atomic
    def ask(self, sign_off: Signed, *, replacing: Any, by: Any, now: datetime) -> Signed:
        """Save `sign_off`, not saved yet, in the place of those `replacing`, and queue the email with its link."""
        replacing.current().update(ended_at=now)
        sign_off.token_digest = sign_off.digest_of(sign_off.token())
        sign_off.asked_by, sign_off.asked_at = by, now
        sign_off.expires_at = now + timedelta(days=settings.SIGN_OFF_DAYS)
        sign_off.save()
        enqueue(
            kind=self.asked,
            dedupe_key=f"{self.asked}:{sign_off.pk}",
            to_address=sign_off.email,
            payload={self.key: sign_off.pk},
            now=now,
        )
        self.note("sign_off_asked", sign_off, by, now)
        return sign_off

    def find(self, token: str, *, now: datetime) -> Signed | None:
        """Return the sign-off whose link `token` is, while it is open and what is signed is a draft."""
        found = self._rows(token).first()
        return found if found is not None and found.is_open(now) and found.subject.is_draft else None

    def find_answered(self, token: str) -> Signed | None:
        """Return the sign-off that was answered through the link `token`, for as long as the answer stands."""
        answered = Q(signed_at__isnull=False) | Q(sent_back_at__isnull=False)
        return self._rows(token).filter(answered, ended_at__isnull=True).first()

    @transaction.atomic
    def sign(self, token: str, *, now: datetime) -> Signed:
        """Sign what it says now. Raises LinkClosed; the link works once."""
        sign_off = self._answer(token, now, signed_at=now)
        self.note("signed", sign_off, None, now)
        return sign_off

    @transaction.atomic
    def send_back(self, token: str, *, comment: str, now: datetime) -> Signed:
        """Say what should change before it is signed; the officer asks again then.

        Raises LinkClosed, ValidationError.
        """
        if not comment.strip():
            raise ValidationError({"comment": "Enter what should change before you sign"})
        if len(comment) > COMMENT_LENGTH:
            raise ValidationError({"comment": f"What should change must be {COMMENT_LENGTH:,} characters or fewer"})
        sign_off = self._answer(token, now, sent_back_at=now, comment=comment)
        self.note("sent_back", sign_off, None, now)
        return sign_off

    def _rows(self, token: str) -> Any:
        rows: Any = self.model._default_manager.filter(token_digest=self.model.digest_of(token))
        return rows.select_related(*self.related)

    def _answer(self, token: str, now: datetime, **values: Any) -> Signed:
        """Use the link once, and tell the person who asked."""
        sign_off = self.find(token, now=now)
        if sign_off is None:
            raise LinkClosed
        # The draft is locked first, as whoever changes it does: what is signed is what it says at that moment.
        if not self.drafts().select_for_update().filter(pk=sign_off.subject.pk).exists():
            raise LinkClosed
        mine = self.model._default_manager.filter(pk=sign_off.pk, ended_at__isnull=True)
        if not mine.filter(signed_at__isnull=True, sent_back_at__isnull=True).update(**values):
            raise LinkClosed
        enqueue(
            kind=self.answered,
            dedupe_key=f"{self.answered}:{sign_off.pk}",
            recipient=sign_off.asked_by_id,
            payload={self.key: sign_off.pk},
            now=now,
        )
        sign_off.refresh_from_db()
        return sign_off


def check_person(full_name: str, email: str, *, not_of: set[str], taken: set[str]) -> None:
    """Refuse a nameless person, one of those who wrote it (addresses `not_of`), and one who signs otherwise (`taken`).

    Raises ValidationError by field.
    """
    if not full_name.strip():
        raise ValidationError({"full_name": "Enter the full name of the person who is to sign"})
    if email in not_of:
        raise ValidationError({"email": "Enter the address of somebody else: a second person has to sign"})
    if email in taken:
        raise ValidationError({"email": "Enter another address: this person signs for somebody else already"})
