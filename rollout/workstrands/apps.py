"""App configuration of the workstrands."""

from django.apps import AppConfig


class WorkstrandsConfig(AppConfig):
    name = "rollout.workstrands"
    label = "workstrands"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say which reference rows are this app's."""
        from areas.services.reference import also_load
        from rollout.workstrands.services.reference import load_workstrands

        also_load(load_workstrands)
