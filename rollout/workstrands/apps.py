"""App configuration of the workstrands."""

from django.apps import AppConfig


class WorkstrandsConfig(AppConfig):
    name = "rollout.workstrands"
    label = "workstrands"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say which reference rows, emails, parts of pages and handovers are this app's."""
        from areas.authority_parts import add_neighbourhood_part
        from areas.services.reference import also_load
        from cbtracker.accounts.services import on_access_end
        from cbtracker.outbox.registry import register
        from rollout.workstrands.on_neighbourhood import strand_part
        from rollout.workstrands.outcome_mail import outline_decided
        from rollout.workstrands.outline_mail import RENDERERS
        from rollout.workstrands.services.deciding import DECIDED
        from rollout.workstrands.services.reference import load_workstrands
        from rollout.workstrands.services.team.leaving import TeamHandover

        also_load(load_workstrands)
        add_neighbourhood_part(strand_part)
        register(DECIDED, outline_decided, name="Decision on an outline proposal")
        on_access_end(TeamHandover())
        for kind, renderer in RENDERERS.items():
            register(kind, renderer)
