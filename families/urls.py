"""Addresses of estimates, runs and proposals, in the namespace `families`. Hung at /families/."""

from django.urls import URLPattern

app_name = "families"

urlpatterns: list[URLPattern] = []
