"""Texts that people write with headings, lists and tables, read into blocks; a template draws those."""

from cbtracker.web.texts.blocks import TextBlock
from cbtracker.web.texts.reading import text_blocks

__all__ = ["TextBlock", "text_blocks"]
