"""Addresses of the audit."""

from django.urls import path

from cbtracker.audit.views import AuditEventList

app_name = "audit"
urlpatterns = [path("", AuditEventList.as_view(), name="events")]
