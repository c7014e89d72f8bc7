"""App configuration of areas."""

from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "areas"
    label = "areas"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what happens to places and departments when somebody's access ends."""
        from areas.services.people import PlacesHandover
        from cbtracker.accounts.services import on_access_end

        on_access_end(PlacesHandover())
