"""What a writer learns who saw an older version than the one that is there (DESIGN rule 4)."""

from __future__ import annotations

from django.db import models


class StaleVersion(Exception):
    """Somebody else changed the record first. `current` is the record as it is now; None if it is gone."""

    def __init__(self, current: models.Model | None) -> None:
        super().__init__("The record was changed by somebody else.")
        self.current = current
