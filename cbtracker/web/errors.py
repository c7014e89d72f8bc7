"""The pages people see when something is wrong; they need neither a session nor a database."""

from __future__ import annotations

import sys

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string

from cbtracker.web.outage import is_away
from cbtracker.web.problems import is_api, problem

RETRY_AFTER_SECONDS = 10


class ClearNotFound(Http404):
    """A 404 whose text may be shown: it says nothing about rows that the person may not see."""


def _answer(request: HttpRequest, name: str, status: int, explanation: str = "") -> HttpResponse:
    """The page `name`, or for the API the same as a problem."""
    if is_api(request):
        return problem(status, explanation)
    html = render_to_string(f"errors/{name}.html", {"explanation": explanation}, using="jinja")
    return HttpResponse(html, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 when more was sent than is taken."""
    if isinstance(exception, RequestDataTooBig):
        return _answer(request, "413", 413)
    return _answer(request, "400", 400)


def length_required(request: HttpRequest) -> HttpResponse:
    """411: a body of unknown length, of which nothing would be read."""
    return _answer(request, "400", 411, "Send the length of the body in Content-Length, not the body in chunks.")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: the role does not include the page."""
    return _answer(request, "403", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, also for rows that the person may not see: the texts of both are the same."""
    return _answer(request, "404", 404, str(exception) if isinstance(exception, ClearNotFound) else "")


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 when the fault is that the database is away; Django calls this while it handles the fault."""
    return unavailable(request) if is_away(sys.exc_info()[1]) else _answer(request, "500", 500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: the database is away; says when to come back."""
    answer = _answer(request, "503", 503)
    answer["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return answer


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that does not belong to the session."""
    return _answer(request, "403_csrf", 403)
