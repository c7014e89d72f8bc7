"""The links at the end of a digest, which work for whoever holds the email, without signing in.

They open the page on which that person chooses how often the digest comes, and nothing else. What they open changes
nothing by being fetched: mail programs and scanners do that (RFC 8058; RFC 9110 §9.2.1).
"""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.urls import reverse

from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Permission, holds
from cbtracker.outbox.emails import absolute

SALT = "cbtracker.digests.choice"


def token_for(user: Any) -> str:
    """Return the token of `user`'s links; it does not expire, for the emails do not either."""
    return signing.Signer(salt=SALT).sign(str(user.pk))


def person_of(token: str) -> User | None:
    """Return whose links have this token: None for one that is not ours, and for people who get no digests now."""
    try:
        pk = int(signing.Signer(salt=SALT).unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    user = User.objects.filter(pk=pk).first()
    return user if user is not None and holds(user, Permission.GET_DIGESTS) else None


def choice_link(user: Any) -> str:
    """The address of the page on which `user` chooses how often the digest comes."""
    return absolute(reverse("digests:choice", args=[token_for(user)]))


def unsubscribe_link(user: Any) -> str:
    """The address that stops `user`'s digests when it is sent a POST (RFC 8058)."""
    return absolute(reverse("digests:unsubscribe", args=[token_for(user)]))
