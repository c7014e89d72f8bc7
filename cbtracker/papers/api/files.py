"""Papers as files: in the formats that the pages have them in, each taking of one on record."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404, HttpResponse

from areas.api.base import ProgrammeViewSet
from cbtracker.papers.exporters import FORMATS, ExportedFile
from cbtracker.papers.models.renditions import FROZEN_FORMATS
from cbtracker.rest.renderers import file_renderer


def media_type(format: str) -> str:
    """The media type of a format, without its character set."""
    return FORMATS[format].content_type.partition(";")[0]


FROZEN_TYPES = tuple(media_type(format) for format in FROZEN_FORMATS)
ALL_TYPES = tuple(media_type(format) for format in FORMATS)


class FilesViewSet(ProgrammeViewSet):
    """A viewset of files: the address says the format, so 406 where the client takes no such thing."""

    tag = "Papers"
    formats: ClassVar[tuple[str, ...]] = FROZEN_FORMATS

    def get_renderers(self) -> list[Any]:
        """The media type of the address."""
        asked = self.kwargs.get("extension")
        return [file_renderer(media_type(asked))()] if asked in FORMATS else super().get_renderers()

    def format(self) -> str:
        """The format of the address, or 404."""
        asked = str(self.kwargs["extension"])
        if asked not in self.formats:
            raise Http404
        return asked


def sent(name: str, content_type: str, content: bytes, **headers: str) -> HttpResponse:
    """A file to be kept, not shown."""
    said = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff", **headers}
    return HttpResponse(content, content_type=content_type, headers=said)


def sent_file(file: ExportedFile, *, prefix: str = "") -> HttpResponse:
    """A file that was made now."""
    return sent(f"{prefix}{file.name}", file.content_type, file.content)
