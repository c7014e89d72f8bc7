"""Links that work for whoever holds them: their tokens are made when the email is sent, and never kept."""

from __future__ import annotations

import base64
import hashlib
import uuid

from django.utils.crypto import salted_hmac


def token_of(seed: uuid.UUID, *, salt: str) -> str:
    """Return the token for `seed`: 43 characters that only the holder of the secret key can make.

    `salt` names what the link is for, so that a token of one kind opens nothing of another.
    """
    made = salted_hmac(salt, str(seed), algorithm="sha256").digest()
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def digest_of(token: str) -> str:
    """Return what is kept of `token`: 64 hexadecimal digits."""
    return hashlib.sha256(token.encode()).hexdigest()
