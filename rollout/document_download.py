"""The file of a document as an answer: to be saved, never shown by the browser as a page of ours."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from areas.access import NotPermitted
from cbtracker.web.errors import ClearNotFound
from rollout.document_files import KINDS
from rollout.models import AreaDocument
from rollout.services.documents import take_file


def file_response(document: AreaDocument, *, by: Any) -> HttpResponse:
    """Send the file of `document` as it was sent. Raises ClearNotFound where there is none that may be opened."""
    try:
        content = take_file(document, by=by)
    except NotPermitted:
        raise ClearNotFound("This document was withdrawn, or is a link. There is no file to download.") from None
    headers = {
        "Content-Disposition": content_disposition_header(True, document.file_name) or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=KINDS[document.file_kind].media_type, headers=headers)
