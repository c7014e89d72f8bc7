"""The pages of the sink."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template import engines

from cbtracker.web.diff import compare
from cbtracker.web.pagination import KeysetPage
from cbtracker.web.sorting import Sort
from tests.browser.sink.forms import EverythingForm, FilterForm

HERE = Path(__file__).parent
LONG = "Donaudampfschiffahrtsgesellschaft" * 8
MOMENT = dt.datetime(2011, 3, 17, 17, 0, tzinfo=dt.UTC)
ROWS = [
    {
        "reference": f"CB-00{n:02}",
        "issue": "Share data about families between health visitors and Jobcentre Plus without a new consent each time",
        "areas": "Swindon and others",
        "departments": "DWP, HO, MoJ, DH",
        "status": "In hand",
        "updated_at": MOMENT,
    }
    for n in range(1, 9)
]


def _answer(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    page = engines["jinja"].from_string((HERE / template).read_text())
    return HttpResponse(page.render(context, request))


@login_not_required
def form(request: HttpRequest) -> HttpResponse:
    """The form, empty or as it was sent."""
    data = request.POST if request.method == "POST" else None
    initial = {"due_on": dt.date(2011, 3, 31), "position": LONG if "long" in request.GET else "\n  Two\n  lines"}
    return _answer(request, "form.html", {"form": EverythingForm(data, request.FILES or None, initial=initial)})


@login_not_required
def listing(request: HttpRequest) -> HttpResponse:
    """A list with filters: full, empty (`?empty`) or with very long words (`?long`)."""
    rows = [] if "empty" in request.GET else ROWS
    if "long" in request.GET:
        rows = [{**row, "issue": LONG, "areas": LONG} for row in rows]
    applied = [{"text": LONG if "long" in request.GET else "Department for Education", "href": "?"}]
    context = {
        "filter_form": FilterForm(request.GET),
        "sort": Sort(request.GET, {"updated": "updated_at", "issue": "issue"}, "-updated"),
        "page": KeysetPage(rows, "?before=x", "?after=y", "?"),
        "applied": applied,
        "clear_url": "?",
        "count": len(rows),
    }
    return _answer(request, "listing.html", context)


@login_not_required
def parts(request: HttpRequest) -> HttpResponse:
    """The small parts: cards, tags, timeline, comparison, messages."""
    text = (
        LONG
        if "long" in request.GET
        else "The department will write to areas.\n\nIt expects to lift the rule by April."
    )
    messages.success(request, "Position saved")
    messages.error(request, "The position was changed while you were writing")
    messages.info(request, "Demonstration")
    context = {"text": text, "moment": MOMENT, "parts": compare(f"{text} In April.", f"{text} By the end of May 2011.")}
    return _answer(request, "parts.html", context)


@login_not_required
def bare(request: HttpRequest) -> HttpResponse:
    """A page with hardly anything on it."""
    return _answer(request, "bare.html", {})


@login_not_required
def missing(request: HttpRequest) -> HttpResponse:
    """A page that is not there."""
    raise Http404("secret")


@login_not_required
def denied(request: HttpRequest) -> HttpResponse:
    """A page that the role does not include."""
    raise PermissionDenied


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    """A page with a fault in it."""
    raise RuntimeError("broken on purpose")
