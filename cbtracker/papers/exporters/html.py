"""A stand-alone, accessible web page: one file, no script, prints with marking and page numbers."""

from cbtracker.papers.exporters.rendering import render
from cbtracker.papers.structure import BoardPaper


def to_html(paper: BoardPaper) -> bytes:
    """The paper as HTML in UTF-8, with its style inside so that it can be sent on as one file."""
    return render("paper.html", paper).encode("utf-8")
