"""Addresses of the outbox."""

from django.urls import path

from cbtracker.outbox.views import MessageList

app_name = "outbox"
urlpatterns = [path("", MessageList.as_view(), name="sent")]
