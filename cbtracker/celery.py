"""The Celery app; what it repeats, and how often, is in the settings (`CELERY_BEAT_SCHEDULE`)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cbtracker.settings")

app = Celery("cbtracker")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
