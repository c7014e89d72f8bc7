"""The pages that describe the API: for everybody who is signed in, and without JavaScript."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from cbtracker.rest.reference import headings


def index(request: HttpRequest) -> HttpResponse:
    """Every operation in a line, under its heading."""
    return render(request, "rest/reference.html", {"headings": headings()})


def show(request: HttpRequest, operation: str) -> HttpResponse:
    """One operation, in full."""
    for heading in headings():
        for one in heading.operations:
            if one.name == operation:
                return render(request, "rest/operation.html", {"heading": heading, "operation": one})
    raise Http404
