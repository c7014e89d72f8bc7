"""Comparison of two texts word by word, for history and for the page of a simultaneous edit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

Kind = Literal["same", "added", "removed"]

# An amount is one word: of “£40,000” and “£55,000” nobody wants to hear that “,000” is the same.
_WORDS = re.compile(r"\s+|£\d[\d,]*(?:\.\d+)?|\d+(?:[.,]\d+)+\b|\w+|[^\w\s]")
_SENTENCES = re.compile(r"[^.!?\n]*[.!?\n]+\s*|[^.!?\n]+")
_OPENING = ("(", "[", "“", "‘", '"', "/", "-")
MOST_WORDS = 400


class Part(NamedTuple):
    """A stretch of text that is in both texts, only in the new one, or only in the old one."""

    kind: Kind
    text: str


def compare(old: str, new: str) -> list[Part]:
    """Return the parts from which both texts can be put together again, in reading order.

    "same" and "removed" make up `old`, "same" and "added" make up `new`. What both begin and end with is
    set aside first; a middle longer than `MOST_WORDS` words is compared by sentence, and by word only within
    the sentences that differ, which keeps two texts of 10,000 characters well under half a second.
    """
    if old == new:
        return [Part("same", old)] if old else []
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    middle_old, middle_new = before[start : len(before) - end], after[start : len(after) - end]
    middle = _changes(_middle(middle_old, middle_new))
    return _joined([Part("same", "".join(before[:start])), *middle, Part("same", "".join(before[len(before) - end :]))])


def apart(parts: Iterable[tuple[Kind, str]]) -> list[Part]:
    """`parts` with white space so placed that each change can be marked in words, as in "[added: tomorrow]".

    White space at the edge of a change stands outside it; where a mark would touch a word, a space is put in.
    """
    spaced: list[Part] = []
    for kind, text in parts:
        for part in _with_edges_outside(kind, text):
            if spaced and _touch(spaced[-1], part):
                spaced.append(Part("same", " "))
            spaced.append(part)
    return _joined(spaced)


def _with_edges_outside(kind: Kind, text: str) -> list[Part]:
    core = text.strip()
    if kind == "same" or not core:
        return [Part("same", text)] if text else []
    before, _, after = text.partition(core)
    return [part for part in (Part("same", before), Part(kind, core), Part("same", after)) if part.text]


def _touch(left: Part, right: Part) -> bool:
    """Whether a change and its neighbour stand without a space; brackets and full stops may touch one."""
    if left.kind == right.kind == "same" or left.text[-1].isspace() or right.text[0].isspace():
        return False
    opens = left.kind == "same" and left.text.endswith(_OPENING)
    closes = right.kind == "same" and not right.text[0].isalnum()
    return not opens and not closes


def _common(one: list[str], other: list[str]) -> int:
    for index, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return index
    return min(len(one), len(other))


def _middle(old: list[str], new: list[str]) -> list[Part]:
    if max(len(old), len(new)) <= MOST_WORDS:
        return _by_unit(old, new)
    sentences = _by_unit(_SENTENCES.findall("".join(old)), _SENTENCES.findall("".join(new)))
    parts: list[Part] = []
    for part in sentences:
        if part.kind == "added" and parts and parts[-1].kind == "removed":
            parts += _rewritten(parts.pop().text, part.text)
        else:
            parts.append(part)
    return parts


def _rewritten(old: str, new: str) -> list[Part]:
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(before), len(after)) <= MOST_WORDS:
        return _by_unit(before, after)
    return [Part("removed", old), Part("added", new)]


def _by_unit(old: list[str], new: list[str]) -> list[Part]:
    if max(len(old), len(new)) > MOST_WORDS:
        return [Part("removed", "".join(old)), Part("added", "".join(new))]
    parts = []
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(Part("same", "".join(old[a1:a2])))
        else:
            parts += [Part("removed", "".join(old[a1:a2])), Part("added", "".join(new[b1:b2]))]
    return [part for part in parts if part.text]


def _changes(parts: list[Part]) -> list[Part]:
    """`parts` with each run of changes as one removal and one addition, read whole rather than word by word.

    White space between two changes belongs to both.
    """
    tidy: list[Part] = []
    removed = added = ""
    for index, part in enumerate(parts):
        between = part.kind == "same" and not part.text.strip() and (removed or added) and index < len(parts) - 1
        if part.kind == "same" and not between:
            tidy += [Part("removed", removed), Part("added", added), part]
            removed = added = ""
        removed += part.text if between or part.kind == "removed" else ""
        added += part.text if between or part.kind == "added" else ""
    return [*tidy, Part("removed", removed), Part("added", added)]


def _joined(parts: list[Part]) -> list[Part]:
    """`parts` without empty ones, and neighbours of one kind as one."""
    joined: list[Part] = []
    for part in parts:
        if not part.text:
            continue
        if joined and joined[-1].kind == part.kind:
            joined[-1] = Part(part.kind, joined[-1].text + part.text)
        else:
            joined.append(part)
    return joined
