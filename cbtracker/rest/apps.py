"""App configuration of cbtracker.rest."""

from django.apps import AppConfig


class RestConfig(AppConfig):
    name = "cbtracker.rest"
    label = "rest"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say which email this app renders, and that a person's tokens end with their access."""
        from cbtracker.accounts.services import on_access_end
        from cbtracker.outbox.registry import register
        from cbtracker.rest import mail
        from cbtracker.rest.handover import TokenHandover

        register("token_created", mail.token_created, name="Access token created", about_accounts=True)
        on_access_end(TokenHandover())
