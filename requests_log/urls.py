"""Addresses of the register, all in the namespace `requests`. Hung at the root: /requests/, /freedoms/, /calls/."""

from django.urls import URLPattern, path

from requests_log.views.calls.addresses import CALLS
from requests_log.views.reading.addresses import READING
from requests_log.views.writing.addresses import WRITING
from requests_log.views.writing.importing import ImportPreviewView, ImportView

app_name = "requests"

# Pages that take a file.
IMPORTING: list[URLPattern] = [
    path("requests/import/", ImportView.as_view(), name="import"),
    path("requests/import/<uuid:upload>/", ImportPreviewView.as_view(), name="import_preview"),
]

urlpatterns = [*READING, *WRITING, *IMPORTING, *CALLS]
