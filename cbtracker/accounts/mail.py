"""The emails about accounts: resets, notices, invitations. Links are made when the message is sent."""

from __future__ import annotations

from datetime import datetime

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse

from cbtracker.accounts.models import Invitation, User
from cbtracker.accounts.permissions import Role
from cbtracker.outbox.emails import absolute, fill
from cbtracker.outbox.models import OutboxMessage
from cbtracker.outbox.registry import RenderedEmail

MORE_TO_SAY: dict[str, str] = {
    Role.COMMUNITY: (
        "You and your neighbours are equal partners with the council and Whitehall in the plan and budget of your "
        "neighbourhood: you can read and change both."
    ),
}
"""What an invitation says beyond its role's name."""
NOTICES = {
    "password_changed": "Your cbtracker password was changed",
    "password_reset": "Your cbtracker password was reset",
    "password_set": "Your cbtracker password was set",
}


def account_mail(message: OutboxMessage, now: datetime) -> RenderedEmail | None:
    """Render what allauth sends: a reset link, or a notice. None for people whose access has ended."""
    person = message.recipient
    if person is None or not person.is_active:
        return None
    template = message.payload["template"]
    if template == "password_reset_key":
        return fill(template, subject="Set a new cbtracker password", person=person, link=reset_link(person))
    if template in NOTICES:
        return fill(
            "account_notice",
            subject=NOTICES[template],
            person=person,
            said=NOTICES[template],
            happened_at=message.created_at,
            link=absolute(reverse("account_reset_password")),
        )
    raise LookupError(f"No text for the account message {template}")


def reset_link(person: User) -> str:
    """Return a link with which `person` sets a new password: it works once and for as long as Django's setting says."""
    key = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
    return absolute(reverse("account_reset_password_from_key", kwargs=key))


def invitation_mail(message: OutboxMessage, now: datetime) -> RenderedEmail | None:
    """Render the invitation that the payload names; None when it was taken back, used, replaced or has expired."""
    invitation = Invitation.objects.select_related("invited_by").filter(pk=message.payload["invitation"]).first()
    if invitation is None or not invitation.is_open(now) or invitation.token_digest != message.payload["token_digest"]:
        return None
    return fill(
        "invitation",
        subject="You are invited to cbtracker",
        invitation=invitation,
        more=MORE_TO_SAY.get(invitation.role, ""),
        link=absolute(reverse("accounts:accept_invitation", kwargs={"token": invitation.token()})),
    )
