"""A file between its upload and its confirmation: its owner's alone, and kept for a day."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models

KEPT_FOR = timedelta(days=1)


class KeptUpload(models.Model):
    """A file that was uploaded and waits for its preview to be confirmed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    uploaded_at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.file_name
