"""How often somebody may ask in a minute, counted for the person and for the token in the database."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from cbtracker.rest.models import AccessToken
from cbtracker.rest.services import Use, count_use


class Throttle(BaseThrottle):
    """Counts what people who are signed in ask; others are refused before they come here."""

    use: Use | None = None

    def allow_request(self, request: Request, view: Any) -> bool:
        """Count it, and say whether it is within the limits. Raises DatabaseError where it cannot be counted."""
        if not request.user.is_authenticated:
            return True
        token = request.auth if isinstance(request.auth, AccessToken) else None
        self.use = count_use(user=request.user, token=token, now=timezone.now())
        return not self.use.is_too_much

    def wait(self) -> float | None:
        """Return the seconds until the next minute, which become Retry-After."""
        return self.use.seconds_to_wait if self.use else None
