"""People who sign in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from cbtracker.accounts.permissions import WHITEHALL_ROLES, Role


class UserManager(BaseUserManager["User"]):
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
