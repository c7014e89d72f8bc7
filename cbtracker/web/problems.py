"""Faults as programs read them: RFC 9457, "Problem Details for HTTP APIs".

Needs neither a session nor a database nor DRF, so that what fails before a view is reached says it in the same shape.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, JsonResponse

MEDIA_TYPE = "application/problem+json"
API = "/api/v"
# What a status means to somebody who uses the API; the standard's own phrase where it says enough.
TITLES = {
    400: "The request cannot be read",
    401: "Not signed in",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    406: "Nothing of that type",
    409: "Too late, or already done",
    411: "Length missing",
    412: "Changed by somebody else",
    413: "Too large",
    415: "Type of content not supported",
    422: "What was sent is wrong",
    428: "Version missing",
    429: "Too many requests",
    500: "Our fault",
    503: "Not available",
}


def is_api(request: HttpRequest) -> bool:
    """Whether `request` is for the API, so that its faults are problems and not pages."""
    return request.path_info.startswith(API)


def problem(status: int, detail: str = "", *, headers: dict[str, str] | None = None, **more: Any) -> JsonResponse:
    """Return a problem: `status`, what it means, `detail` for this time, and members of its own in `more`.

    `type` is "about:blank" (RFC 9457 section 4.2.1): the status says what kind it is.
    """
    title = TITLES.get(status) or HTTPStatus(status).phrase
    said = {"type": "about:blank", "title": title, "status": status, **({"detail": detail} if detail else {}), **more}
    return JsonResponse(said, status=status, content_type=MEDIA_TYPE, headers=headers)
