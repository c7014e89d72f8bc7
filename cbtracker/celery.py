"""The Celery app; what it repeats, and how often, is in the settings (`CELERY_BEAT_SCHEDULE`)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cbtracker.settings")

app = Celery("cbtracker")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


def _give_workers_a_heart() -> None:
    from cbtracker.health.worker import WorkerHeart

    app.steps["worker"].add(WorkerHeart)


app.on_after_finalize.connect(lambda **_: _give_workers_a_heart(), weak=False)
