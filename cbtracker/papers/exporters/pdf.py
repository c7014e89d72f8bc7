"""A tagged PDF (PDF/UA-1 and PDF/A-2a in one file), set by Typst from the paper's data."""

import datetime
import json
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import typst

from cbtracker.papers.exporters import fonts
from cbtracker.papers.exporters.rendering import TEMPLATES
from cbtracker.papers.structure import Block, BoardPaper, Comparison, Paragraph

_TEMPLATE: Path = TEMPLATES / "papers" / "paper.typ"
_PROBE = {"title": "Probe", "marking": "", "as_at": "", "details": [], "caveat": "", "landscape": False}
_ANY_DAY = datetime.datetime(2011, 3, 22, tzinfo=datetime.UTC)


def to_pdf(paper: BoardPaper) -> bytes:
    """The paper on A4, its marking, as-at line and page number on every page.

    Where a text has glyphs but no font can join them, that text alone is treated more plainly.
    """
    data = paper_data(paper)
    try:
        return _compile(_treated(data, fonts.with_glyphs), dated=paper.as_at)
    except typst.TypstError:
        return _compile(_treated(data, _surely_settable), dated=paper.as_at)


def paper_data(paper: BoardPaper) -> dict[str, Any]:
    """The paper as the JSON that templates/papers/paper.typ reads."""
    return {
        "title": paper.title,
        "marking": paper.marking,
        "as_at": paper.as_at_line,
        "details": list(paper.details_lines),
        "caveat": paper.caveat,
        "landscape": paper.landscape,
        "blocks": [_block_data(block) for block in paper.blocks],
    }


def _block_data(block: Block) -> dict[str, Any]:
    data = {"kind": block.kind, **asdict(block)}
    if isinstance(block, Comparison):
        data["parts"] = [asdict(part) for part in block.printed]
    return data


def _treated(data: Any, treatment: Callable[[str], str]) -> Any:
    if isinstance(data, str):
        return treatment(data)
    if isinstance(data, list | tuple):
        return [_treated(item, treatment) for item in data]
    if isinstance(data, dict):
        return {key: _treated(value, treatment) for key, value in data.items()}
    return data


def _surely_settable(text: str) -> str:
    """`text` as far as our fonts can set it: found out by setting it alone."""
    treated = fonts.with_glyphs(text)
    if treated == fonts.with_main_font_glyphs(text):
        return treated
    try:
        _compile({**_PROBE, "blocks": [_block_data(Paragraph(treated))]}, dated=_ANY_DAY)
    except typst.TypstError:
        return fonts.with_main_font_glyphs(text)
    return treated


@cache
def _known_fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts.font_folder()])


def _compile(data: dict[str, Any], *, dated: datetime.datetime) -> bytes:
    pdf = typst.compile(
        _TEMPLATE,
        root=_TEMPLATE.parent,
        font_paths=_known_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(data)},
        pdf_standards=["ua-1", "a-2a"],
        timestamp=dated.astimezone(datetime.UTC).replace(microsecond=0),
    )
    if not isinstance(pdf, bytes):
        raise RuntimeError("Typst made no PDF.")
    return pdf
