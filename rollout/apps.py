"""App configuration of rollout."""

from django.apps import AppConfig


class RolloutConfig(AppConfig):
    name = "rollout"
    label = "rollout"
    default_auto_field = "django.db.models.BigAutoField"
