"""What becomes of a person's tokens when their access ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from cbtracker.accounts.models import User
from cbtracker.accounts.services import Charge
from cbtracker.rest.models import AccessToken
from cbtracker.rest.services import revoke_token


class TokenHandover:
    """Revokes every token with the access, so that none opens anything if the person comes back one day."""

    def charges(self, user: User, now: datetime) -> Sequence[Charge]:
        """Nothing: nobody takes a token over."""
        return []

    def hand_over(self, user: User, successors: Mapping[str, User], *, note: str, by: User, now: datetime) -> None:
        """Revoke whatever `user` could still use."""
        for token in AccessToken.objects.filter(user=user, revoked_at__isnull=True):
            revoke_token(token, by=by, now=now)
