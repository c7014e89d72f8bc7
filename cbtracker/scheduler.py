"""What beat runs: a schedule without a memory of its own.

What is to be done follows from what is due when a task runs, never from when a timer fired. So nothing has to be kept
between two runs of beat (no file, which two of them would fight for): at its start everything is asked for once, and
from then on as often as the settings say. Several beats ask several times, and that changes nothing.
"""

from __future__ import annotations

from datetime import timedelta

from celery.beat import Scheduler


class ForgetfulScheduler(Scheduler):
    """Asks for each task when it starts, and from then on as often as the settings say."""

    def setup_schedule(self) -> None:
        """Make every task due at the start."""
        super().setup_schedule()
        for entry in self.schedule.values():
            entry.last_run_at -= timedelta(days=1)
