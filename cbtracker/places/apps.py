"""App configuration of cbtracker.places."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "cbtracker.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"
