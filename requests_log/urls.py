"""Addresses of the register, all in the namespace `requests`. Hung at the root, for /requests/ and /freedoms/."""

from django.urls import URLPattern, register_converter

from requests_log.references import ReferenceConverter

app_name = "requests"
register_converter(ReferenceConverter, "reference")  # path("requests/<reference:reference>/triage/", …)

# Pages that read: views in requests_log/views/reading/.
READING: list[URLPattern] = []

# Pages that change requests: views in requests_log/views/writing/.
WRITING: list[URLPattern] = []

urlpatterns = [*READING, *WRITING]
