"""Plain text that GOV.UK Notify shows as it is.

Notify reads what fills a placeholder as its own Markdown: #, bullets, numbers, ^, rules, [links](…), tables, fences and
indented code become something else than what was written. A backslash before the mark keeps each as a character.
Addresses of pages stay untouched, so that they become links.
"""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"(https?://[^\s<]+)")
_ANYWHERE = re.compile(r"([\\\[\]`|])")
_AT_START = re.compile(r"^([#*~_-])")
_NUMBER = re.compile(r"^(\d+)\.")
# What has no escape in Notify's Markdown: at the beginning of a line a character that looks like it takes its place.
_LOOKS_LIKE = {"•": "∙", "^": "\u02c6", "=": "\uff1d"}


def as_plain(text: str) -> str:
    """Return `text` so that Notify shows the same lines, none of them as a heading, list, link or code."""
    return "\n".join(_plain_line(line.strip()) for line in text.splitlines())


def _plain_line(line: str) -> str:
    parts = _ADDRESS.split(line)
    plain = "".join(part if odd % 2 else _ANYWHERE.sub(r"\\\1", part) for odd, part in enumerate(parts))
    plain = _NUMBER.sub(r"\1\\.", _AT_START.sub(r"\\\1", plain))
    return _LOOKS_LIKE.get(plain[:1], plain[:1]) + plain[1:]
