"""App configuration of families."""

from django.apps import AppConfig


class FamiliesConfig(AppConfig):
    name = "families"
    label = "families"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say which reference rows this app loads after those of areas, and what it adds to an authority's page."""
        from areas.authority_parts import add_part
        from areas.services.reference import also_load
        from families.parts import authority_part
        from families.services.reference import load_families

        also_load(load_families)
        add_part(authority_part)
