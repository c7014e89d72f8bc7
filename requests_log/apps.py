"""App configuration of requests_log."""

from django.apps import AppConfig


class RequestsLogConfig(AppConfig):
    name = "requests_log"
    label = "requests_log"
    default_auto_field = "django.db.models.BigAutoField"
