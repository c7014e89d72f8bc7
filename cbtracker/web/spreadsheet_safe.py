"""Cells that a spreadsheet could run as a formula, made harmless, and back again.

Excel, LibreOffice and Google Sheets evaluate a CSV cell that begins with ``=``, ``+``, ``-`` or ``@``,
also behind white space and control characters, and some input methods turn the full-width forms into
the plain ones. Every export writes its cells through `neutralise`; every import reads them through
`restore`, which takes away exactly what `neutralise` put there (DESIGN §7).
"""

import re
import string
import unicodedata

GUARD = "'"
# First characters of most texts, "" for an empty one: nothing that begins so can be run. For large exports.
SURELY_PLAIN = frozenset({"", *string.ascii_letters, *string.digits})

# What a spreadsheet may skip before it looks for a formula: white space, control and invisible characters.
_SKIPPED = re.compile(r"[\s\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*")
_STARTS_FORMULA = frozenset("=+-@")
_NEVER_FIRST = frozenset("\t\r\n\0")


def neutralise(text: str) -> str:
    """`text` as a cell that no spreadsheet runs: with a leading apostrophe where it could be run.

    A text that already begins with an apostrophe gets another, so that `restore` is an exact inverse.
    """
    return GUARD + text if _needs_guard(text) else text


def restore(cell: str) -> str:
    """The text from which `neutralise` made `cell`; any other cell as it is.

    An apostrophe that somebody typed in a file of their own ("'Top down' targets") stays.
    """
    if cell.startswith(GUARD) and _needs_guard(cell[1:]):
        return cell[1:]
    return cell


def _needs_guard(text: str) -> bool:
    if text[:1] in SURELY_PLAIN:
        return False
    if text[0] in _NEVER_FIRST:
        return True
    skipped = _SKIPPED.match(text)
    first = text[skipped.end() if skipped else 0 :][:1]
    return first == GUARD or unicodedata.normalize("NFKC", first)[:1] in _STARTS_FORMULA
