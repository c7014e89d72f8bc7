"""Signing by a link that expires and works once, for whatever a second person has to sign (ADR 16)."""

from __future__ import annotations

import uuid
from abc import abstractmethod
from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cbtracker.web.tokens import digest_of, token_of

COMMENT_LENGTH = 2000
EMAIL_LENGTH = 254
"""What a column of addresses holds, here and in the outbox; a form of Django's own lets longer ones through."""


class SignOffQuerySet(models.QuerySet):
    """Sign-offs."""

    def current(self) -> Self:
        """Those that were not replaced, taken back or overtaken by a change of the answers."""
        return self.filter(ended_at__isnull=True)


class AskedToSign(models.Model):
    """Somebody is asked to sign something for a party: through a link that expires and works once.

    As with invitations, the token of the link is not kept. It ends (`ended_at`) when somebody else is asked, or when
    the answers change: what was signed is what is submitted. `SUBJECT` names the field of what is signed, `THING` is
    what people call that. A subject has `is_draft`.
    """

    SALT: ClassVar[str]
    SUBJECT: ClassVar[str]
    THING: ClassVar[str]

    full_name = models.CharField("full name", max_length=150)
    email = models.EmailField("email address", max_length=EMAIL_LENGTH)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    seed = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    signed_at = models.DateTimeField(null=True, blank=True)
    sent_back_at = models.DateTimeField(null=True, blank=True)
    comment = models.TextField("what should change", max_length=COMMENT_LENGTH, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = SignOffQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.full_name} for {self.party}"

    @property
    def subject(self) -> Any:
        """What is signed."""
        return getattr(self, self.SUBJECT)

    @property
    @abstractmethod
    def post_said(self) -> str:
        """The post within a sentence."""

    @property
    @abstractmethod
    def party(self) -> str:
        """For whom it is signed."""

    def is_open(self, now: datetime) -> bool:
        """Whether the link still works at `now`."""
        answered = self.signed_at is not None or self.sent_back_at is not None
        return self.ended_at is None and not answered and self.expires_at > now

    def token(self) -> str:
        """Return the token of the link."""
        return token_of(self.seed, salt=self.SALT)

    @staticmethod
    def digest_of(token: str) -> str:
        """Return what is kept of `token`."""
        return digest_of(token)


def answers_agree(prefix: str) -> list[models.CheckConstraint]:
    """Constraints, named from `prefix`: signed in time and not sent back too; sent back with what should change."""
    return [
        models.CheckConstraint(
            condition=Q(signed_at__isnull=True) | Q(sent_back_at__isnull=True, signed_at__lt=F("expires_at")),
            name=f"{prefix}_is_signed_in_time",
        ),
        models.CheckConstraint(
            condition=Q(sent_back_at__isnull=True, comment="") | (Q(sent_back_at__isnull=False) & ~Q(comment="")),
            name=f"{prefix}_sent_back_says_what_should_change",
        ),
    ]
