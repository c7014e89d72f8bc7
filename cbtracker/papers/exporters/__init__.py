"""The formats a board paper can be had in; all are made from one `BoardPaper`."""

from cbtracker.papers.exporters.registry import FORMATS, ExportedFile, UnknownFormat, export, export_all

__all__ = ["FORMATS", "ExportedFile", "UnknownFormat", "export", "export_all"]
