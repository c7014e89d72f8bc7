"""Addresses of the register, all in the namespace `requests`. Hung at the root, for /requests/ and /freedoms/."""

from django.urls import URLPattern, path, register_converter

from requests_log.references import ReferenceConverter
from requests_log.views.writing.importing import ImportPreviewView, ImportView

app_name = "requests"
register_converter(ReferenceConverter, "reference")  # path("requests/<reference:reference>/triage/", …)

# Pages that read: views in requests_log/views/reading/.
READING: list[URLPattern] = []

# Pages that change requests: views in requests_log/views/writing/.
WRITING: list[URLPattern] = []

# Pages that take a file.
IMPORTING: list[URLPattern] = [
    path("requests/import/", ImportView.as_view(), name="import"),
    path("requests/import/<uuid:upload>/", ImportPreviewView.as_view(), name="import_preview"),
]

urlpatterns = [*READING, *WRITING, *IMPORTING]
