"""Who asks: by an access token (RFC 6750), or, in a browser, by the session with a CSRF token.

The token comes first in a view's `authentication_classes`: it is what says how to sign in (so that nobody is answered
401 and not 403), and it counts where a request brings both.
"""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from rest_framework import authentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.request import Request

from cbtracker.accounts.models import User
from cbtracker.rest.models import AccessToken
from cbtracker.rest.services import PREFIX

REALM = 'Bearer realm="cbtracker"'
NOT_VALID = "The access token is not valid: it is mistyped, has expired or was revoked. Use another one"
NO_CSRF = "Send the CSRF token of your session in the header X-CSRFToken, or use an access token"
_TOKEN = re.compile(rf"{PREFIX}[A-Za-z0-9_-]{{43}}", re.ASCII)


def bearer_of(request: HttpRequest | Request) -> str | None:
    """Return what `request` says after "Bearer" in its Authorization header; None where it names no or another way."""
    scheme, _, said = request.META.get("HTTP_AUTHORIZATION", "").strip().partition(" ")
    return said.strip() if scheme.lower() == "bearer" else None


class TokenAuthentication(authentication.BaseAuthentication):
    """`Authorization: Bearer cbt_…`: `request.auth` becomes the AccessToken, `request.user` its person."""

    def authenticate(self, request: Request) -> tuple[User, AccessToken] | None:
        """Return the person and the token; None where no token is sent. Raises AuthenticationFailed for a bad one.

        One query. It is found by its digest, so that how long that takes says nothing about the token.
        """
        said = bearer_of(request)
        if said is None:
            return None
        token = self.find(said) if _TOKEN.fullmatch(said) else None
        if token is None:
            raise AuthenticationFailed(NOT_VALID)
        return token.user, token

    def find(self, token: str) -> AccessToken | None:
        """Return the token in force that `token` is, with its person."""
        kept = AccessToken.objects.select_related("user").usable(timezone.now())
        return kept.filter(digest=AccessToken.digest_of(token)).first()

    def authenticate_header(self, request: Request) -> str:
        """Say how to sign in, and of a token that was sent that it is not valid (RFC 6750 ¶3)."""
        return REALM if bearer_of(request) is None else f'{REALM}, error="invalid_token"'


class SessionAuthentication(authentication.SessionAuthentication):
    """The session of somebody who is signed in with a browser; what is not safe needs their CSRF token."""

    def enforce_csrf(self, request: Any) -> None:
        """Raise PermissionDenied, in words of ours, for a request that does not belong to the session."""
        try:
            super().enforce_csrf(request)
        except PermissionDenied:
            raise PermissionDenied(NO_CSRF) from None
