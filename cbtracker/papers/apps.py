"""App configuration of cbtracker.papers."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "cbtracker.papers"
    label = "papers"
    default_auto_field = "django.db.models.BigAutoField"
