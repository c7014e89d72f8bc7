"""The canaries, who may read which, and how they are found in pages and files."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Set
from contextlib import suppress
from itertools import chain, combinations

import pypdfium2

from cbtracker.accounts.permissions import WHITEHALL_ROLES, Role
from families.presenters import CAVEAT

FIGURES = (
    *("fwmp_low", "fwmp_high", "child_low", "child_high", "accepted"),
    *("first_low", "first_high", "period_low", "period_high", "quoted"),
)
OWN: Mapping[str, int] = dict(
    zip(
        FIGURES,
        (918273, 918364, 928174, 928365, 937164, 946281, 946382, 957184, 957293, 968271),
        strict=True,
    )
)
OTHER: Mapping[str, int] = dict(
    zip(
        FIGURES,
        (827364, 827463, 837182, 837281, 846193, 859162, 859261, 864172, 864271, 873194),
        strict=True,
    )
)
NEIGHBOUR: Mapping[str, int] = dict(zip(FIGURES, (738194, 738291, 748162, 748265, 756183), strict=False))
"""An authority that shares the own side's area: its estimates are no more the own officer's than those of others."""
_ALL = (OWN, OTHER, NEIGHBOUR)
SINGLE: frozenset[int] = frozenset(chain(*(figures.values() for figures in _ALL)))
TOGETHER: frozenset[int] = frozenset(
    sum(figures[name] for figures in some)
    for count in (2, 3)
    for some in combinations(_ALL, count)
    for name in FIGURES
    if all(name in figures for figures in some)
)
"""Sums: who knows the one part is told the other by them."""
EVERY = SINGLE | TOGETHER

_BETWEEN = r"(?:[,.'\s\u00a0\u202f]|&nbsp;|&#160;|%2C|%20|\+)?"
_PATTERNS = {
    number: re.compile(r"(?<![0-9A-Za-z])" + _BETWEEN.join(f"{number:,}".split(",")) + r"(?![0-9A-Za-z])")
    for number in EVERY
}
_ANY = re.compile("|".join(sorted({str(number)[-3:] for number in EVERY})))


FORMER = "former officer"
"""Somebody who was an officer of the own side's authority until today."""


def may_read(role: str | None) -> Set[int]:
    """The canaries that `role` may be shown; None: somebody who is not signed in."""
    if role in WHITEHALL_ROLES:
        return EVERY
    return frozenset(OWN.values()) if role == Role.OFFICER else frozenset()


def found_in(text: str) -> frozenset[int]:
    """The canaries in `text`, with and without separators of thousands."""
    if not _ANY.search(text):
        return frozenset()
    return frozenset(number for number, pattern in _PATTERNS.items() if pattern.search(text))


def text_of(content: bytes) -> str:
    """All the text of a page or a file, whatever it is made of: with the markup, where it is markup."""
    if content.startswith(b"%PDF"):
        with suppress(pypdfium2.PdfiumError), pypdfium2.PdfDocument(content) as document:
            return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    return content.decode("utf-8", "replace").replace("\r\n ", "")


def has_caveat(text: str) -> bool:
    """Whether `text` holds the caveat, however its lines are broken and its runs are cut."""
    return squeezed(CAVEAT) in squeezed(re.sub(r"<[^>]*>", "", text))


def squeezed(text: str) -> str:
    """`text` in letters only."""
    return re.sub(r"[^a-z]", "", text.lower())
