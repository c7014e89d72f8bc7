"""App configuration of cbtracker.outbox."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "cbtracker.outbox"
    label = "outbox"
    default_auto_field = "django.db.models.BigAutoField"
