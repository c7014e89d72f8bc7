"""The list as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from cbtracker.accounts.permissions import Permission
from cbtracker.web.streaming import csv_response, xlsx_response
from requests_log.exporting import HEADER, export_rows
from requests_log.filters import LoggedRequestFilterSet
from requests_log.models import LoggedRequest
from requests_log.views.permitted import PermittedView
from requests_log.views.reading.lists import LoggedRequestList


class ExportList(PermittedView):
    """The filtered list as CSV or XLSX, streamed; filters that cannot be read give the list's page with the fault."""

    permission = Permission.EXPORT_REGISTER

    def get(self, request: HttpRequest, format: str) -> HttpResponseBase:
        """Send the file."""
        rows = LoggedRequest.objects.visible_to(request.user)
        filterset = LoggedRequestFilterSet(request.GET, rows, request=request)
        if not filterset.is_valid():
            return LoggedRequestList.as_view()(request)
        name = f"requests-{timezone.localdate().isoformat()}"
        send = csv_response if format == "csv" else xlsx_response
        return send(name, HEADER, export_rows(filterset))
