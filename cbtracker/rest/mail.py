"""The email that says that an access token was created: a notice for whoever it is not."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from cbtracker.outbox.emails import absolute, fill
from cbtracker.outbox.models import OutboxMessage
from cbtracker.outbox.registry import RenderedEmail
from cbtracker.rest.models import AccessToken


def token_created(message: OutboxMessage, now: datetime) -> RenderedEmail | None:
    """Say which token was created; None for people whose access has ended. The token itself is not in it."""
    person = message.recipient
    if person is None or not person.is_active:
        return None
    token = AccessToken.objects.visible_to(person).filter(user=person, pk=message.payload["token"]).first()
    if token is None:
        return None
    return fill(
        "token_created",
        subject="An access token for your cbtracker account was created",
        person=person,
        token=token,
        link=absolute(reverse("tokens:own")),
    )
