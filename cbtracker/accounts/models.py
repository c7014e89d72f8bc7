"""People who sign in, and invitations to do so."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from cbtracker.accounts.permissions import WHITEHALL_ROLES, Permission, Role, holds
from cbtracker.web.tokens import digest_of, token_of


class UserQuerySet(models.QuerySet):
    """People, as somebody may see them."""

    def visible_to(self, user: Any) -> Self:
        """Everybody for those who keep accounts; oneself for all others."""
        return self if holds(user, Permission.INVITE) else self.filter(pk=getattr(user, "pk", None))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Makes users; their email address is their name to the system."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Save a user with `email`; without a password the person cannot sign in until one is set."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person with one role. What is theirs (authorities, departments, places) is dated, in `areas`."""

    email = models.EmailField("email address", unique=True)
    full_name = models.CharField("full name", max_length=150)
    job_title = models.CharField("job title", max_length=150, blank=True)
    role = models.CharField("role", max_length=20, choices=Role.choices)
    is_active = models.BooleanField("may sign in", default=True)
    access_ended_at = models.DateTimeField(null=True, blank=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["full_name", "role"]

    class Meta:
        ordering = ["full_name", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="user_role_is_known"),
            models.CheckConstraint(
                condition=models.Q(is_active=True) | models.Q(access_ended_at__isnull=False),
                name="user_without_access_says_since_when",
            ),
            models.UniqueConstraint(Lower("email"), name="user_email_is_unique_in_any_case"),
        ]

    def __str__(self) -> str:
        return self.full_name or self.email

    @property
    def is_whitehall(self) -> bool:
        """Whether the person works for a department or the secretariat."""
        return self.role in WHITEHALL_ROLES

    @property
    def reads_audit(self) -> bool:
        """Whether the person may read the audit and the outbox, whose apps lie below this one and ask here."""
        return holds(self, Permission.READ_AUDIT)

    @property
    def reads_everything(self) -> bool:
        """Whether nothing of the programme or of the audit is hidden from the person: the secretariat."""
        return self.reads_audit and holds(self, Permission.READ_WHITEHALL_POSITIONS)


class InvitationQuerySet(models.QuerySet):
    """Invitations, as somebody may see them."""

    def visible_to(self, user: Any) -> Self:
        """All for those who may invite, none for others."""
        return self if holds(user, Permission.INVITE) else self.none()

    def waiting(self) -> Self:
        """Invitations that were neither accepted nor taken back; some of them may have expired."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True)


class Invitation(models.Model):
    """An invitation by email: for one address, once, until `expires_at`.

    The token of its link is not kept: it is derived from `seed` and the secret key when the email is sent,
    and recognised by `token_digest`. Sending the invitation again changes the seed, so that older links die.
    """

    email = models.EmailField("email address")
    full_name = models.CharField("full name", max_length=150)
    job_title = models.CharField("job title", max_length=150, blank=True)
    role = models.CharField("role", max_length=20, choices=Role.choices)
    duties = models.JSONField(
        default=dict, blank=True, help_text="GSS codes and department abbreviations: see areas.services.people"
    )
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations_sent")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    seed = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="invitations_accepted"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-invited_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="invitation_role_is_known"),
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | models.Q(accepted_at__isnull=False, accepted_by__isnull=False, revoked_at__isnull=True),
                name="invitation_accepted_says_by_whom",
            ),
            models.UniqueConstraint(
                Lower("email"),
                condition=models.Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="invitation_waits_once_for_an_address",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.full_name} ({self.email})"

    def is_open(self, now: datetime) -> bool:
        """Whether the invitation can still be accepted at `now`."""
        return self.accepted_at is None and self.revoked_at is None and self.expires_at > now

    def token(self) -> str:
        """Return the token of the link: 43 characters that only the holder of the secret key can make."""
        return token_of(self.seed, salt="cbtracker.accounts.invitation")

    @staticmethod
    def digest_of(token: str) -> str:
        """Return what is kept of `token`."""
        return digest_of(token)
