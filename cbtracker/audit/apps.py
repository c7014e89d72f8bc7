"""App configuration of cbtracker.audit."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "cbtracker.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
