"""App configuration of cbtracker.digests."""

from django.apps import AppConfig


class DigestsConfig(AppConfig):
    name = "cbtracker.digests"
    label = "digests"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say how a digest is written when it is sent."""
        from cbtracker.digests.mail import KIND, status_digest
        from cbtracker.outbox.registry import register

        register(KIND, status_digest)
