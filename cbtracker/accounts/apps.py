"""App configuration of cbtracker.accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "cbtracker.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
