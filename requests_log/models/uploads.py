"""A file between its upload and its confirmation."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models

from areas.access import can
from cbtracker.accounts.permissions import Permission

KEPT_FOR = timedelta(days=1)


class ImportUploadQuerySet(models.QuerySet):
    """Uploads, each for the person who sent it only."""

    def visible_to(self, user: Any) -> Self:
        """The uploads of `user`, who must be allowed to import."""
        return self.filter(owner=user) if can(user, Permission.IMPORT_REGISTER) else self.none()


class ImportUpload(models.Model):
    """A file that was uploaded to be imported and waits for its preview to be confirmed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    effective_on = models.DateField(null=True, blank=True)
    uploaded_at = models.DateTimeField()

    objects = ImportUploadQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.file_name
