"""How an operation says that it is on its way out."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.utils.http import http_date

from cbtracker.rest.operation import Leaving


def say_leaving(response: HttpResponseBase, leaving: Leaving) -> None:
    """Add Deprecation (RFC 9745: a structured date), Sunset (RFC 8594: an HTTP date) and Link to the explanation."""
    response["Deprecation"] = f"@{int(leaving.since.timestamp())}"
    response["Sunset"] = http_date(leaving.ends.timestamp())
    response["Link"] = f'<{leaving.link}>; rel="deprecation"; type="text/html"'
