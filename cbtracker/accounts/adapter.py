"""How django-allauth behaves here: no sign-up, mail through the outbox, one way to know the client's address."""

from __future__ import annotations

import uuid
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.httpkit import clean_client_ip
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import resolve_url

from cbtracker.accounts.models import User
from cbtracker.outbox.services import enqueue

ACCOUNT_MAIL = "account_mail"
SAID = {
    "account/messages/logged_out.txt": "You have signed out.",
    "account/messages/password_changed.txt": "Your password has been changed.",
    "account/messages/password_set.txt": "Your password has been set.",
}


class AccountAdapter(DefaultAccountAdapter):
    """Named in `ACCOUNT_ADAPTER`."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "Enter the email address and password of your account. One of them is not right",
        "too_many_login_attempts": "Wait 5 minutes before you try again. There were too many tries that failed",
        "enter_current_password": "Enter your current password. What you typed is not your password",
        "incorrect_password": "Enter your password again. What you typed is not your password",
        "invalid_password_reset": "Ask for a new link. This one has been used or is too old",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People are invited; nobody signs up."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address that the outermost of our own proxies saw.

        Only the last `PROXY_COUNT` entries of X-Forwarded-For were written by proxies of ours; what stands before them
        anybody can write. With fewer entries, or none that is an address, the peer's own address counts.
        """
        count = settings.PROXY_COUNT
        entries = request.headers.get("x-forwarded-for", "").split(",")
        trusted = clean_client_ip(entries[-count]) if 0 < count <= len(entries) else None
        address = trusted or clean_client_ip(request.META.get("REMOTE_ADDR", ""))
        if not address:
            raise PermissionDenied("The client's address is not known")
        return address

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count tries per account only: the Host header, whose port anybody may vary, must not open a new count."""
        return str(credentials.get("email", "")).strip().lower()

    def reauthenticate(self, user: User, password: str) -> bool:
        """Whether `password` is the user's, within the limit of tries. People have one address: their name here."""
        from allauth.core import context

        found = self.authenticate(context.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Queue the link. The token is not stored: it is made again when the message is sent."""
        self._queue("password_reset_key", user)

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell the person that something about their account changed, such as the password."""
        self._queue(template_prefix.rsplit("/", 1)[-1], user)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue whatever else allauth sends, to people who have an account only."""
        user = User.objects.filter(email__iexact=email, is_active=True).first()
        if user is not None:
            self._queue(template_prefix.rsplit("/", 1)[-1], user)

    def _queue(self, template: str, user: User) -> None:
        with transaction.atomic():
            enqueue(
                kind=ACCOUNT_MAIL,
                dedupe_key=f"{ACCOUNT_MAIL}:{template}:{user.pk}:{uuid.uuid4()}",
                recipient=user,
                payload={"template": template},
            )

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say in our own words what is worth saying; signing in needs no message."""
        text = message or SAID.get(message_template or "")
        if text:
            messages.add_message(request, level, text, extra_tags=extra_tags)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """After a change of password people are back where they start."""
        return resolve_url(settings.LOGIN_REDIRECT_URL)
