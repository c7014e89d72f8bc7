"""A file of figures between its upload and its confirmation."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from families.models.querysets import InputUploadQuerySet

KEPT_FOR = timedelta(days=1)


class InputUpload(models.Model):
    """A population base or an indicator that was uploaded and waits for its preview to be confirmed."""

    class Kind(models.TextChoices):
        """What the file holds."""

        POPULATION = "population", "Population"
        INDICATOR = "indicator", "Indicator"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=120)
    source = models.TextField(max_length=1000, blank=True)
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    uploaded_at = models.DateTimeField()

    objects = InputUploadQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["population", "indicator"]), name="uploaded_input_is_of_a_known_kind"
            )
        ]

    def __str__(self) -> str:
        return self.file_name
