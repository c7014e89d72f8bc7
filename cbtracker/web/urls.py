"""Addresses that belong to no app."""

from django.urls import path

from cbtracker.web import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
