"""Addresses of the pages that describe the API."""

from django.urls import path

from cbtracker.rest import reference_views

app_name = "reference"
urlpatterns = [
    path("", reference_views.index, name="index"),
    path("<slug:operation>/", reference_views.show, name="operation"),
]
