"""App configuration of requests_log."""

from django.apps import AppConfig


class RequestsLogConfig(AppConfig):
    name = "requests_log"
    label = "requests_log"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what happens in the register when somebody's access ends."""
        from cbtracker.accounts.services import on_access_end
        from requests_log.services.leaving import RegisterHandover

        on_access_end(RegisterHandover())
