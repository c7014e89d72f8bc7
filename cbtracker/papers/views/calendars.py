"""A body's meetings in people's own calendars: as a file, and under a secret address that a calendar reads again."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from cbtracker.outbox.emails import absolute
from cbtracker.papers.calendar_feed import CONTENT_TYPE, calendar_of, etag_of
from cbtracker.papers.models import Body, CalendarSubscription
from cbtracker.papers.services.calendars import end_subscription, renew_subscription, subscriber
from cbtracker.papers.views.body_pages import BodyView
from cbtracker.web.answers import without_trace


class CalendarFile(BodyView):
    """The meetings as one file, for people who are signed in."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Send the file."""
        response = _calendar(request, self.body, self.user)
        response["Content-Disposition"] = f'attachment; filename="{self.body.slug}.ics"'
        return response


class CalendarAddress(BodyView):
    """The secret address: made, made anew, shown once."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Say whether there is one, and since when."""
        return self.page("calendar", subscription=self.kept())

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Make a new one and show it: only its digest is kept, so that nobody can show it again."""
        token = renew_subscription(body=self.body, by=self.user, now=timezone.now())
        made = absolute(reverse("papers:calendar_feed", kwargs={"token": token}))
        return without_trace(self.page("calendar", subscription=self.kept(), address=made))

    def kept(self) -> CalendarSubscription | None:
        """What is kept of the person's address."""
        return CalendarSubscription.objects.visible_to(self.user).filter(body=self.body).first()


class EndCalendarAddress(BodyView):
    """The button that ends the address."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        """End it."""
        end_subscription(body=self.body, by=self.user, now=timezone.now())
        return self.back("The calendar address is ended")


@login_not_required
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The meetings for whoever holds the address; not found once it, the person or their right to it has ended."""
    found = subscriber(token)
    if found is None:
        raise Http404
    user, body = found
    return without_trace(_calendar(request, body, user))


def _calendar(request: HttpRequest, body: Body, user: Any) -> HttpResponse:
    content = calendar_of(body, user, now=timezone.now())
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["ETag"] = etag_of(content)
    return get_conditional_response(request, response["ETag"], response=response) or response
