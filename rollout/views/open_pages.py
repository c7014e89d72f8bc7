"""The programme's open pages: the offer, the timeline and the freedoms, for everybody, also without signing in.

The practice library is one of them, in a room of its own. They are the website of F000 ¶11 and ¶14. What they read is
what anybody may know; nobody's name is among it.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View

from areas.access import can
from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import OK, form_status
from cbtracker.web.links import querystring
from cbtracker.web.pagination import KeysetPage
from requests_log.freedoms import open_freedoms
from requests_log.views.reading.freedoms import FreedomSearch
from rollout.offer_access import may_edit_offer
from rollout.selectors.offer import published_offer
from rollout.selectors.timeline import whole_timeline
from rollout.timeline_drawing import draw

PAGES = (
    ("The offer", "rollout:offer"),
    ("Timeline", "rollout:open_timeline"),
    ("Freedoms", "rollout:open_freedoms"),
    ("Practice", "workstrands:practice"),
)
PAGE_SIZE = 25


@method_decorator(login_not_required, name="dispatch")
class OpenPage(View):
    """A page for everybody: without an account its navigation leads to the other open pages, and to signing in."""

    http_method_names = ["get", "head", "options"]
    route: ClassVar[str]

    def page(self, template: str, status: int = OK, **context: Any) -> HttpResponse:
        """Draw `template`."""
        context = {"open_pages": self.links(), **context}
        return render(self.request, f"rollout/offer/{template}.html", context, status=status)

    def links(self) -> list[dict[str, Any]]:
        """The navigation of the open pages."""
        return [{"text": text, "href": reverse(route), "current": route == self.route} for text, route in PAGES]


class OfferPage(OpenPage):
    """The published offer; for those in the programme, with ways to discuss it."""

    route = "rollout:offer"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it, or that it is not published yet."""
        user: Any = request.user
        return self.page(
            "offer",
            offer=published_offer(),
            may_discuss=can(user, Permission.COMMENT_OFFER),
            may_edit=may_edit_offer(user),
            may_read=can(user, Permission.READ_ROLLOUT),
        )


class OpenTimeline(OpenPage):
    """The timeline as everybody may know it."""

    route = "rollout:open_timeline"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the picture and the same in a table."""
        items, today = whole_timeline(), timezone.localdate()
        return self.page("timeline", items=items, drawing=draw(items, today=today), today=today)


class OpenFreedoms(OpenPage):
    """What any area can do already: issue, text and labels of every freedom."""

    route = "rollout:open_freedoms"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show those that hold the words looked for; 422 for words that cannot be read."""
        form = FreedomSearch(request.GET)
        text = form.cleaned_data["q"] if form.is_valid() else ""
        found = Paginator(open_freedoms(text), PAGE_SIZE)
        page = found.get_page(request.GET.get("page"))
        # Numbers of pages, where other lists have keys: a key would tell when a freedom was declared.
        before = querystring(request.GET, page=page.previous_page_number()) if page.has_previous() else ""
        after = querystring(request.GET, page=page.next_page_number()) if page.has_next() else ""
        neighbours = KeysetPage(rows=list(page.object_list), previous=before, next=after, first="")
        return self.page("freedoms", form_status(form), form=form, text=text, count=found.count, page=neighbours)
