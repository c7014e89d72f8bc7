"""Personal access tokens, how much each person and each token uses the API, and answers kept for a repeated request."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from cbtracker.accounts.permissions import Permission, holds

NAME_LENGTH = 100


class Scope(models.TextChoices):
    """What a token may be used for; it never reaches further than its person's own role."""

    READ = "read", "Read"
    WRITE = "write", "Make changes"
    EXPORT = "export", "Export"


class AccessTokenQuerySet(models.QuerySet):
    """Tokens, as somebody may see them."""

    def visible_to(self, user: Any) -> Self:
        """Everybody's for those who manage accounts; one's own for all others."""
        return self if holds(user, Permission.MANAGE_ACCOUNTS) else self.filter(user=getattr(user, "pk", None))

    def usable(self, now: datetime) -> Self:
        """Tokens that open the API at `now`: not revoked, not expired, of somebody whose access has not ended."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=now, user__is_active=True)

    def with_last_use(self) -> Self:
        """Add `last_used_at`, None for a token that was never used."""
        return self.annotate(last_used_at=F("uses__last_used_at"))


class AccessToken(models.Model):
    """A person's key to the API, for one purpose. The token itself is never kept: only its digest and its end."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="access_tokens")
    name = models.CharField("what it is for", max_length=NAME_LENGTH)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    hint = models.CharField("last 4 characters", max_length=4)
    may_read = models.BooleanField(default=False)
    may_write = models.BooleanField(default=False)
    may_export = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="tokens_revoked"
    )

    objects = AccessTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(may_read=True) | Q(may_write=True) | Q(may_export=True), name="access_token_has_a_scope"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="access_token_expires_after_it_is_made"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="access_token_revoked_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} (…{self.hint})"

    @property
    def scopes(self) -> frozenset[Scope]:
        """What the token may be used for."""
        return frozenset(scope for scope in Scope if getattr(self, f"may_{scope}"))

    @property
    def may_do(self) -> str:
        """What it may be used for, in words: "read, export"."""
        return ", ".join(scope.label.lower() for scope in Scope if self.allows(scope))

    def allows(self, scope: Scope) -> bool:
        """Whether the token may be used for `scope`."""
        return scope in self.scopes

    def is_usable(self, now: datetime) -> bool:
        """Whether the token itself is in force at `now`; whether its person has access is theirs to say."""
        return self.revoked_at is None and self.expires_at > now

    @staticmethod
    def digest_of(token: str) -> str:
        """Return what is kept of `token`: 64 hexadecimal digits."""
        return hashlib.sha256(token.encode()).hexdigest()


class ApiUse(models.Model):
    """How often a person (`token` is None) or one of their tokens asked in the minute that began at `window_start`.

    Written by `cbtracker.rest.services.count_use` only, in one statement that also says when each was last used.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_uses", db_index=False
    )
    token = models.ForeignKey(AccessToken, null=True, blank=True, on_delete=models.CASCADE, related_name="uses")
    window_start = models.DateTimeField()
    count = models.PositiveIntegerField()
    last_used_at = models.DateTimeField()

    class Meta:
        constraints = [
            # What the statement that counts names as its conflict: one row for the person, one for each token.
            models.UniqueConstraint("user", Coalesce("token", Value(0)), name="api_use_is_counted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.count} since {self.window_start}"


class IdempotencyKey(models.Model):
    """What was answered to a request that named `key`, so that the same request sent again is answered the same.

    `fingerprint` tells whether it is the same request; `status` is None until there is an answer.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="idempotency_keys", db_index=False
    )
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    headers = models.JSONField(default=dict, blank=True)
    body = models.TextField(blank=True)
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="idempotency_key_is_used_once_by_a_person")]

    def __str__(self) -> str:
        return self.key
