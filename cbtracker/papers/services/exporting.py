"""Taking a paper out of the register as a file, which is on record."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from cbtracker.audit.services import NoRow, record
from cbtracker.papers.exporters import ExportedFile, export
from cbtracker.papers.models import RenditionFile
from cbtracker.papers.structure import BoardPaper
from cbtracker.papers.structure_json import digest


def export_paper(paper: BoardPaper, *, by: Any, format: str) -> ExportedFile:
    """Make `paper` a file in `format`, a key of `FORMATS`, and record who took it (DESIGN rule 7).

    `by` is a user, or None where the system makes the file. The event does not hold what the paper says, but its
    digest: who holds the file can be told when it was made, and by whom. `paper` holds what `by` may read: who may
    have it as a file is asked where it is put together.
    """
    file = export(paper, format)
    said = {
        "file": file.name,
        "format": format,
        "as_at": paper.as_at.isoformat(),
        "marking": paper.marking,
        "digest": digest(file.content),
    }
    with transaction.atomic():
        record(by=by, verb="papers.exported", on=NoRow("papers.file", f"Paper as {format.upper()}"), data=said)
    return file


@transaction.atomic
def take_file(file: RenditionFile, *, by: Any) -> bytes:
    """The bytes of a file that was issued, as they were frozen; who took it is on record as for every other file."""
    paper = file.rendition.paper
    said = {"title": paper.title, "audience": file.rendition.audience, "format": file.format, "digest": file.digest}
    record(by=by, verb="papers.exported", on=paper, label=f"Paper {paper.pk}", data=said)
    return bytes(file.content)
