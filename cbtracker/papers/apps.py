"""App configuration of cbtracker.papers."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "cbtracker.papers"
    label = "papers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say that seats on bodies end with somebody's access, and which emails are rendered here."""
        from cbtracker.accounts.services import on_access_end
        from cbtracker.outbox.registry import register
        from cbtracker.papers.mail import RENDERERS
        from cbtracker.papers.services.bodies import BodiesHandover

        on_access_end(BodiesHandover())
        for kind, renderer in RENDERERS.items():
            register(kind, renderer)
