"""What answers can be written as, besides JSON."""

from __future__ import annotations

from typing import Any

from rest_framework.renderers import BaseRenderer


class CsvRenderer(BaseRenderer):
    """CSV is streamed by `cbtracker.web.streaming`: this class only says that it can be asked for."""

    media_type = "text/csv"
    format = "csv"
    charset = None

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> bytes:
        """Nothing: a CSV answer is never rendered here."""
        raise TypeError("CSV answers are streamed")


def file_renderer(type_: str) -> type[BaseRenderer]:
    """A renderer that lets `type_` be asked for; the operation sends the file itself."""
    return type("FileRenderer", (CsvRenderer,), {"media_type": type_, "format": type_.rpartition("/")[2]})
