"""App configuration of families."""

from django.apps import AppConfig


class FamiliesConfig(AppConfig):
    name = "families"
    label = "families"
    default_auto_field = "django.db.models.BigAutoField"
