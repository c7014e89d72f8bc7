"""One's own digest: what the next one would say, when it comes, and how often."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View

from cbtracker.accounts.permissions import Permission, holds
from cbtracker.digests.contents import contents_for
from cbtracker.digests.forms import FrequencyForm
from cbtracker.digests.periods import IN_A_SENTENCE
from cbtracker.digests.services.preferences import choose_frequency
from cbtracker.digests.services.sending_now import NothingToSay, send_now
from cbtracker.digests.upcoming import frequency_of, next_of, quiet_ahead
from cbtracker.web.answers import form_status


class _OwnPage(View):
    """Not found for those who get no digests."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer 404 before anything is read."""
        self.user: Any = request.user
        if not holds(self.user, Permission.GET_DIGESTS):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class OwnDigest(_OwnPage):
    """A preview of the next digest as it would be now, and how often it comes."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it."""
        return self._page(FrequencyForm(initial={"frequency": frequency_of(self.user)}))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep how often it is to come."""
        form = FrequencyForm(request.POST)
        if not form.is_valid():
            return self._page(form)
        choose_frequency(by=self.user, frequency=form.cleaned_data["frequency"])
        messages.success(request, "Your choice is saved")
        return redirect("digests:own")

    def _page(self, form: FrequencyForm) -> HttpResponse:
        now = timezone.now()
        upcoming = next_of(self.user, now=now)
        context = {
            "form": form,
            "often": IN_A_SENTENCE[frequency_of(self.user)],
            "upcoming": upcoming,
            "contents": contents_for(self.user, since=upcoming.since, until=now, now=now) if upcoming else None,
            "quiet": quiet_ahead(now=now),
        }
        return render(self.request, "digests/own.html", context, status=form_status(form))


class SendNow(_OwnPage):
    """In the demonstration, sends one's digest at once, so that it can be seen to arrive. Elsewhere not found."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer 404 outside the demonstration, and to anything but a POST."""
        if not settings.DEMONSTRATION or request.method != "POST":
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Queue it, or say why there is none."""
        try:
            send_now(by=self.user, now=timezone.now())
        except NothingToSay:
            messages.info(request, "Nothing has happened that concerns you, so no digest was sent")
        except ValidationError as wrong:
            messages.error(request, " ".join(wrong.messages))
        else:
            messages.success(request, "Your digest is on its way: look among the emails sent here in half a minute")
        return redirect("digests:own")
