"""The formats a board paper can be had in; all are made from one `BoardPaper`."""

from cbtracker.papers.exporters.registry import FORMATS, ExportedFile, UnknownFormat, export

__all__ = ["FORMATS", "ExportedFile", "UnknownFormat", "export"]
