"""The product's addresses, and an empty page and an empty answer of the API for the floors of the benchmark."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import path
from rest_framework.response import Response

from areas.api.base import ProgrammeViewSet
from cbtracker.rest.operation import operation
from cbtracker.urls import urlpatterns as product_urls


def empty(request):
    """An authenticated page with nothing but its frame."""
    return render(request, "layouts/base.html")


class Empty(ProgrammeViewSet):
    """An authenticated answer of the API with nothing in it."""

    tag = "Benchmark"

    @operation("Nothing", permission=None)
    def retrieve(self, request: Any) -> HttpResponseBase:
        """Nothing."""
        return Response({})


urlpatterns = [
    *product_urls,
    path("bench/empty/", empty, name="bench_empty"),
    path("bench/api/empty/", Empty.as_view({"get": "retrieve"}), name="bench_api_empty"),
]
