"""The reader's own digest: what the next one would say, when it comes, and how often."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseBase
from django.utils import timezone

from areas.api.base import ProgrammeViewSet
from cbtracker.accounts.permissions import Permission
from cbtracker.digests.api.shapes import FrequencyIn, OwnDigestOut, of_own
from cbtracker.digests.contents import contents_for
from cbtracker.digests.services.preferences import choose_frequency
from cbtracker.digests.services.sending_now import NothingToSay, send_now
from cbtracker.digests.upcoming import frequency_of, next_of
from cbtracker.rest.errors import TooLate
from cbtracker.rest.operation import operation

NOTHING = "Nothing has happened that concerns you, so no digest was sent."


class OwnDigest(ProgrammeViewSet):
    """One's own digest."""

    tag = "Digests"

    @operation("Read your digest", permission=Permission.GET_DIGESTS, gives=OwnDigestOut)
    def retrieve(self, request: Any) -> HttpResponseBase:
        """How often it comes, when the next one does, and what it would say now. It is read again when it is sent."""
        return self.shown()

    @operation("Choose how often you get it", permission=Permission.GET_DIGESTS, takes=FrequencyIn, gives=OwnDigestOut)
    def partial_update(self, request: Any) -> HttpResponseBase:
        """The choice is your own and holds from the next period on; the last one counts."""
        taken = FrequencyIn(data=request.data, context={"request": request})
        taken.is_valid(raise_exception=True)
        choose_frequency(by=request.user, frequency=taken.validated_data["frequency"])
        return self.shown()

    def shown(self) -> HttpResponseBase:
        """The digest of the reader as it is now."""
        user, now = self.request.user, timezone.now()
        upcoming = next_of(user, now=now)
        contents = contents_for(user, since=upcoming.since, until=now, now=now) if upcoming else None
        return self.answer(of_own(frequency_of(user), upcoming, contents))


class SendNow(OwnDigest):
    """Sending it before it is due."""

    @operation("Send your digest now", permission=Permission.GET_DIGESTS, status=204, late=True)
    def create(self, request: Any) -> HttpResponseBase:
        """Only in the demonstration, so that it can be seen to arrive; elsewhere there is nothing here.

        409 where there is nothing to say, where one is just being sent, and for who has chosen to get none.
        """
        if not settings.DEMONSTRATION:
            raise Http404
        try:
            send_now(by=request.user, now=timezone.now())
        except NothingToSay:
            raise TooLate(NOTHING) from None
        except ValidationError as wrong:
            raise TooLate(" ".join(wrong.messages)) from wrong
        return self.nothing()
