"""A champion's "Your requests", the most pressing first."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from cbtracker.accounts.permissions import Permission
from cbtracker.web.formats import as_date, days_ago
from cbtracker.web.links import querystring
from cbtracker.web.pagination import keyset_page
from requests_log.models import Confidence
from requests_log.presenters import shortened
from requests_log.queue import ORDER, SECTION_OF, SECTIONS, next_in_queue, section_counts, section_rows
from requests_log.views.permitted import PermittedView

ROW = (
    "id",
    "reference",
    "issue",
    "areas_label",
    "departments_label",
    "due_on",
    "confidence",
    "position_text",
    "fresh_at",
    "is_stale",
)
ISSUE_SHOWN, POSITION_SHOWN = 160, 240


class QueueView(PermittedView):
    """What is due, overdue, at risk or stale, in sections reached by links."""

    permission = Permission.STATE_POSITION

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one section."""
        now = timezone.now()
        section = SECTION_OF.get(request.GET.get("show", ""), SECTIONS[0])
        counts = section_counts(user=request.user, now=now)
        rows = section_rows(section.slug, user=request.user, now=now).values(*ROW)
        page = keyset_page(rows, order=ORDER, params=request.GET)
        context = {
            "section": section,
            "count": counts[section.slug],
            "tabs": [(one, counts[one.slug], querystring({}, show=one.slug)) for one in SECTIONS],
            "page": page,
            "rows": [_shown(row, now) for row in page.rows],
        }
        return render(request, "requests_log/queue.html", context)


class NextInQueueView(PermittedView):
    """Go to the next request that needs attention."""

    permission = Permission.STATE_POSITION

    def get(self, request: HttpRequest) -> HttpResponse:
        """Redirect to its position page, or to the queue when nothing is left."""
        after = request.GET.get("after", "").replace("\x00", "")
        found = next_in_queue(user=request.user, now=timezone.now(), after=after)
        if found is None:
            messages.info(request, "That was the last of your requests that need attention")
            return redirect("requests:queue")
        return redirect("requests:position", reference=found.reference)


def _shown(row: dict[str, Any], now: Any) -> dict[str, Any]:
    """A row as the page prints it: dates and labels made here, which is faster than in the template."""
    today = timezone.localdate(now)
    return {
        **row,
        "issue": shortened(row["issue"], ISSUE_SHOWN),
        "position": shortened(row["position_text"].replace("\n", " · "), POSITION_SHOWN),
        "due": f"{as_date(row['due_on'])} ({days_ago(row['due_on'], now)})" if row["due_on"] else "",
        "is_overdue": bool(row["due_on"] and row["due_on"] < today),
        "confidence_label": Confidence(row["confidence"]).label if row["confidence"] else "",
        "fresh": days_ago(row["fresh_at"], now) if row["fresh_at"] else "",
    }
