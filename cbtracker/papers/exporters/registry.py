"""Which exporter makes which format, under what name and content type."""

import os
import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from types import MappingProxyType

from cbtracker.papers.exporters import csv, docx, html, odt, pdf, xlsx
from cbtracker.papers.structure import BoardPaper
from cbtracker.web.formats import LONDON


class UnknownFormat(ValueError):
    """A format that no exporter makes; the message names those that there are."""


@dataclass(frozen=True, slots=True)
class PaperFormat:
    """One format: what people call it, its content type, and the function that makes its bytes."""

    label: str
    content_type: str
    make: Callable[[BoardPaper], bytes]


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file ready to be written or sent."""

    name: str
    content_type: str
    content: bytes


FORMATS: Mapping[str, PaperFormat] = MappingProxyType(
    {
        "html": PaperFormat("Web page (HTML)", "text/html; charset=utf-8", html.to_html),
        "pdf": PaperFormat("PDF", "application/pdf", pdf.to_pdf),
        "odt": PaperFormat("OpenDocument text (ODT)", "application/vnd.oasis.opendocument.text", odt.to_odt),
        "docx": PaperFormat(
            "Word document (DOCX)",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            docx.to_docx,
        ),
        "csv": PaperFormat("Data (CSV)", "text/csv; charset=utf-8", csv.to_csv),
        "xlsx": PaperFormat(
            "Excel workbook (XLSX)",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            xlsx.to_xlsx,
        ),
    }
)


def export(paper: BoardPaper, format: str) -> ExportedFile:
    """`paper` as a file in `format`, one of `FORMATS`. Raises UnknownFormat."""
    chosen = _known(format)
    return ExportedFile(file_name(paper, format), chosen.content_type, chosen.make(paper))


def _known(format: str) -> PaperFormat:
    chosen = FORMATS.get(format)
    if chosen is None:
        raise UnknownFormat(f"There is no format “{format}”. Choose one of: {', '.join(FORMATS)}.")
    return chosen


def export_all(papers: Sequence[BoardPaper], formats: Sequence[str]) -> list[dict[str, ExportedFile]]:
    """Each of `papers` in each of `formats`, in their order: as many at once as the machine has processors.

    Pandoc and Typst work outside Python, so threads are enough. An exporter reads no database. Raises UnknownFormat,
    and whatever the first exporter that fails raises; then nothing is given back.
    """
    for format in formats:
        _known(format)
    with ThreadPoolExecutor(max_workers=os.cpu_count(), thread_name_prefix="exporter") as threads:
        running = [{format: threads.submit(export, paper, format) for format in formats} for paper in papers]
        try:
            return [{format: file.result() for format, file in files.items()} for files in running]
        except BaseException:
            threads.shutdown(cancel_futures=True)
            raise


def file_name(paper: BoardPaper, format: str) -> str:
    """For example "community-budgets-requests-of-whitehall-2011-03-22-1700.pdf": ASCII, without spaces."""
    words = re.sub(r"[^a-z0-9]+", "-", paper.title.lower()).strip("-")[:60].strip("-") or "paper"
    return f"{words}-{paper.as_at.astimezone(LONDON):%Y-%m-%d-%H%M}.{format}"
