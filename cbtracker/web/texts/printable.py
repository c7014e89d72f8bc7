"""Text that every document format can hold.

XML, HTML and PDF have no form for control characters, lone surrogates and non-characters. They are
shown as the replacement character, so that a reader sees that something was there.
"""

import re

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_LINE_ENDS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_TABS = re.compile("\t")
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane | 0xFFFE)}{chr(plane | 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")


def xml_text(text: str) -> str:
    """`text` with line ends as ``\\n`` and what XML cannot hold as U+FFFD; nothing else changes."""
    return _UNPRINTABLE.sub(REPLACEMENT, _LINE_ENDS.sub("\n", text))


def printable(text: str) -> str:
    """`text` for a page: as `xml_text`, with tabs as spaces and no empty lines around it."""
    return _TABS.sub(" ", xml_text(text)).strip("\n ")


def encodable(text: str) -> str:
    """`text` with only what UTF-8 cannot encode replaced: for data files, which keep everything else."""
    return _SURROGATES.sub(REPLACEMENT, text)


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a printable text that say something."""
    return tuple(line.strip() for line in printable(text).split("\n") if line.strip())
