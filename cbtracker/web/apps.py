"""App configuration of cbtracker.web."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "cbtracker.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"
