"""The fonts of the PDF, from their package: nothing depends on what a machine has installed.

PDF/UA and PDF/A refuse a character without a glyph, so such a character is printed by its code
("[U+6F22]") rather than dropped.
"""

import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTFont

_PACKAGE = "manimgx_fonts"
_FORBIDDEN = "\ufeff"  # by PDF/UA, as the private use areas are by PDF/A
_MAIN = "NotoSans[wght].ttf"


@cache
def font_folder() -> Path:
    """The folder of the Noto fonts. Raises RuntimeError where their package is not installed."""
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise RuntimeError("The Python package manimgx-fonts is missing: install requirements/base.txt.")
    return Path(spec.origin).parent


def with_glyphs(text: str) -> str:
    """`text` with every character that no font can draw replaced by its code."""
    return text if text.isascii() else _coded(text, _all_characters(), invisible=True)


def with_main_font_glyphs(text: str) -> str:
    """`text` with everything but plain characters of the main font replaced by its code.

    For the rare text whose characters all have glyphs, but not in one font: a combining accent on a
    letter of another script.
    """
    return text if text.isascii() else _coded(text, _main_characters(), invisible=False)


def _coded(text: str, drawable: frozenset[int], *, invisible: bool) -> str:
    return "".join(char if _can_be_drawn(char, drawable, invisible) else f"[U+{ord(char):04X}]" for char in text)


def _can_be_drawn(char: str, drawable: frozenset[int], invisible: bool) -> bool:
    category = unicodedata.category(char)
    if category == "Co" or char == _FORBIDDEN:
        return False
    if category in ("Cf", "Mn", "Me") and not invisible:
        return False
    return ord(char) in drawable or char == "\n" or (invisible and category == "Cf")


@cache
def _all_characters() -> frozenset[int]:
    return frozenset().union(*(_characters(path) for path in font_folder().glob("*.ttf")))


@cache
def _main_characters() -> frozenset[int]:
    return _characters(font_folder() / _MAIN)


def _characters(path: Path) -> frozenset[int]:
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap() or {})
