"""A file of figures between its upload and its confirmation."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cbtracker.web.tables.uploads import KeptUpload
from families.models.querysets import InputUploadQuerySet


class InputUpload(KeptUpload):
    """A population base or an indicator that was uploaded and waits for its preview to be confirmed."""

    class Kind(models.TextChoices):
        """What the file holds."""

        POPULATION = "population", "Population"
        INDICATOR = "indicator", "Indicator"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=120)
    source = models.TextField(max_length=1000, blank=True)

    objects = InputUploadQuerySet.as_manager()

    class Meta(KeptUpload.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["population", "indicator"]), name="uploaded_input_is_of_a_known_kind"
            )
        ]
