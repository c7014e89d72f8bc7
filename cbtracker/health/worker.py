"""The heart of a Celery worker."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from celery import bootsteps
from celery.worker import state
from django.utils import timezone

from cbtracker.health.heart import Heart
from cbtracker.health.models import Heartbeat


class TasksSeen:
    """When the worker last began a task, as exactly as it is asked."""

    def __init__(self) -> None:
        self.count, self.at = 0, None

    count: int
    at: datetime | None

    def __call__(self) -> datetime | None:
        """Look at Celery's own count of the tasks that were begun."""
        if state.all_total_count[0] != self.count:
            self.count, self.at = state.all_total_count[0], timezone.now()
        return self.at


class WorkerHeart(bootsteps.StartStopStep):
    """Beats from when the worker has its processes until it ends."""

    requires = {"celery.worker.components:Pool"}

    def __init__(self, worker: Any, **options: Any) -> None:
        super().__init__(worker, **options)
        self.heart = Heart(Heartbeat.Kind.WORKER, worker.hostname.removeprefix("celery@"), TasksSeen())

    def start(self, worker: Any) -> None:
        """Begin."""
        self.heart.start()

    def stop(self, worker: Any) -> None:
        """End in order."""
        self.heart.stop()

    terminate = stop
