"""Addresses of how the service is."""

from django.urls import path

from cbtracker.health import views

app_name = "health"
urlpatterns = [
    path("health/", views.page, name="health"),
    path("healthz/background", views.background, name="background"),
]
