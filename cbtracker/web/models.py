"""What the floor keeps: which forms have been taken."""

from __future__ import annotations

from django.db import models


class SentForm(models.Model):
    """A form that was taken, by its digest, so that the same one sent again a moment later is not taken twice."""

    digest = models.CharField(max_length=64, primary_key=True)
    sent_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.digest
