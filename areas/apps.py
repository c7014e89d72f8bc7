"""App configuration of areas."""

from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "areas"
    label = "areas"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what happens to places and departments when somebody's access ends, and how who is assigned is told.

        And what the page of an authority says of its neighbourhoods.
        """
        from areas.authority_parts import add_part
        from areas.mail import assigned
        from areas.neighbourhoods import neighbourhoods_part
        from areas.services.people import PlacesHandover
        from areas.services.people.telling import ASSIGNED
        from cbtracker.accounts.services import on_access_end
        from cbtracker.outbox.registry import register

        add_part(neighbourhoods_part)
        on_access_end(PlacesHandover())
        register(ASSIGNED, assigned, name="Something assigned to a person")
