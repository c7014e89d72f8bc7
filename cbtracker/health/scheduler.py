"""What beat runs: a schedule without a memory of its own, and a heart.

What is to be done follows from what is due when a task runs, never from when a timer fired. So nothing has to be kept
between two runs of beat (no file, which two of them would fight for): at its start everything is asked for once, and
from then on as often as the settings say. Several beats ask several times, and that changes nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from celery.beat import Scheduler
from django.utils import timezone

from cbtracker.health.heart import Heart, own_name
from cbtracker.health.models import Heartbeat


class ForgetfulScheduler(Scheduler):
    """Asks for each task when it starts, and from then on as often as the settings say."""

    heart: Heart | None = None
    asked_at: datetime | None = None

    def setup_schedule(self) -> None:
        """Make every task due at the start, and begin to beat."""
        super().setup_schedule()
        for entry in self.schedule.values():
            entry.last_run_at -= timedelta(days=1)
        self.heart = Heart(Heartbeat.Kind.BEAT, own_name(), lambda: self.asked_at)
        self.heart.start()

    def apply_async(self, *args: Any, **kwargs: Any) -> Any:
        """Hand one task to Redis, and remember when that went well."""
        result = super().apply_async(*args, **kwargs)
        self.asked_at = timezone.now()
        return result

    def close(self) -> None:
        """End in order."""
        if self.heart is not None:
            self.heart.stop()
        super().close()
