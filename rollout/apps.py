"""App configuration of rollout."""

from django.apps import AppConfig


class RolloutConfig(AppConfig):
    name = "rollout"
    label = "rollout"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say which reference rows and which emails are this app's, and what it adds to an authority's page."""
        from areas.authority_parts import add_part
        from areas.services.reference import also_load
        from cbtracker.outbox.registry import register
        from rollout.nomination_mail import RENDERERS
        from rollout.nomination_presenters import nominations_part
        from rollout.parts import conversations_part, documents_part, support_part
        from rollout.presenters import authority_part
        from rollout.services.offer_reference import load_offer_elements
        from rollout.services.reference import load_first_phase
        from rollout.services.timeline_reference import load_timeline

        also_load(load_first_phase)
        also_load(load_timeline)
        also_load(load_offer_elements)
        add_part(authority_part)
        add_part(nominations_part)
        add_part(support_part)
        add_part(conversations_part)
        add_part(documents_part)
        for kind, renderer in RENDERERS.items():
            register(kind, renderer)
