"""App configuration of cbtracker.accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "cbtracker.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say which emails this app renders."""
        from cbtracker.accounts import mail
        from cbtracker.outbox.registry import register

        register("account_mail", mail.account_mail, name="Password of an account", about_accounts=True)
        register("invitation", mail.invitation_mail, about_accounts=True)
