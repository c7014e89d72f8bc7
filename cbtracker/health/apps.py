"""App configuration of cbtracker.health."""

from django.apps import AppConfig


class HealthConfig(AppConfig):
    name = "cbtracker.health"
    label = "health"
    default_auto_field = "django.db.models.BigAutoField"
