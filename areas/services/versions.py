"""What a writer learns who saw an older version than the one that is there (DESIGN rule 4)."""

from __future__ import annotations

from cbtracker.web.overtaken import Overtaken


class StaleVersion(Overtaken):
    """Somebody else changed the record first."""
