"""App configuration of areas."""

from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "areas"
    label = "areas"
    default_auto_field = "django.db.models.BigAutoField"
