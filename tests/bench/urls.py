"""The product's addresses and the empty page of the benchmark."""

from django.shortcuts import render
from django.urls import path

from cbtracker.urls import urlpatterns as product_urls


def empty(request):
    """An authenticated page with nothing but its frame."""
    return render(request, "layouts/base.html")


urlpatterns = [*product_urls, path("bench/empty/", empty, name="bench_empty")]
