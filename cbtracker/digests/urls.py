"""Addresses of digests."""

from django.urls import path

from cbtracker.digests.views import links

app_name = "digests"
urlpatterns = [
    path("choice/<str:token>/", links.ChoiceByLink.as_view(), name="choice"),
    path("stop/<str:token>/", links.Unsubscribe.as_view(), name="unsubscribe"),
]
