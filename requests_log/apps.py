"""App configuration of requests_log."""

from django.apps import AppConfig


class RequestsLogConfig(AppConfig):
    name = "requests_log"
    label = "requests_log"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what happens in the register when somebody's access ends, and which emails it renders."""
        from cbtracker.accounts.services import on_access_end
        from cbtracker.outbox.registry import register
        from requests_log import call_mail
        from requests_log.mail import RENDERERS
        from requests_log.services.leaving import RegisterHandover

        on_access_end(RegisterHandover())
        for kind, renderer in {**RENDERERS, **call_mail.RENDERERS}.items():
            register(kind, renderer)
