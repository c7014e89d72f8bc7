"""Cutting a label into names.

Names hold the same words that separate them ("Hammersmith and Fulham", "K&C"), so a label is cut at
every separator and the longest run of pieces that is a known name is taken, from the left.
"""

import re
from dataclasses import dataclass
from typing import Protocol, TypeVar

from .problems import BadLabel, LabelError, LabelProblem

LONGEST_LABEL = 1000
MOST_PIECES_IN_A_NAME = 6
SEPARATOR = re.compile(r"\s*[,/;+]\s*(?:(?:and|&)\s+)?|\s+and\s+|\s*&\s*", re.IGNORECASE)
HARD = frozenset(",/;+")

Read = TypeVar("Read")
Read_co = TypeVar("Read_co", covariant=True)


class Names(Protocol[Read_co]):
    """The names that a label may hold."""

    def recognise(self, name: str) -> Read_co | LabelProblem | None:
        """What `name` stands for, or what is wrong with it though it is known, or None."""

    def is_nearly_known(self, name: str) -> bool:
        """Whether `name` is likely a slip in typing one known name."""

    def unknown(self, name: str) -> LabelProblem:
        """The problem to report for a name that was not recognised."""


@dataclass(frozen=True)
class _Piece:
    start: int
    end: int
    joined_softly: bool  # to the piece before it: by "and" or "&", which names may hold too


def read_names(text: str, names: Names[Read]) -> tuple[tuple[Read, ...], tuple[LabelProblem, ...]]:
    """What each name in `text` stands for, and the problems, both in the label's order."""
    if len(text) > LONGEST_LABEL:
        return (), (BadLabel(f"The label is longer than {LONGEST_LABEL} characters."),)
    try:
        pieces = _pieces(text)
    except LabelError as error:
        return (), error.problems
    if not pieces:
        return (), (BadLabel(f"“{text}” names nobody."),)
    found: list[Read] = []
    problems: list[LabelProblem] = []
    position = 0
    while position < len(pieces):
        position, answer = _next_name(text, pieces, position, names)
        if isinstance(answer, LabelProblem):
            problems.append(answer)
        elif answer not in found:
            found.append(answer)
    return tuple(found), tuple(problems)


def _next_name(text: str, pieces: list[_Piece], first: int, names: Names[Read]) -> tuple[int, Read | LabelProblem]:
    """The longest name that begins at piece `first`, and the piece after it."""
    known = _longest_known(text, pieces, first, names)
    if known is not None:
        return known
    last = first
    while last + 1 < min(len(pieces), first + MOST_PIECES_IN_A_NAME) and pieces[last + 1].joined_softly:
        last += 1
    for after in range(last + 1, first + 1, -1):  # "Hamersmith and Fulham" is one slip, not two
        joined = text[pieces[first].start : pieces[after - 1].end]
        if names.is_nearly_known(joined):
            return after, names.unknown(joined)
    return first + 1, names.unknown(text[pieces[first].start : pieces[first].end])


def _longest_known(
    text: str, pieces: list[_Piece], first: int, names: Names[Read]
) -> tuple[int, Read | LabelProblem] | None:
    for after in range(min(len(pieces), first + MOST_PIECES_IN_A_NAME), first, -1):
        answer = names.recognise(text[pieces[first].start : pieces[after - 1].end])
        if answer is not None:
            return after, answer
    return None


def _pieces(text: str) -> list[_Piece]:
    """The stretches of `text` between separators that are outside brackets; empty ones are dropped."""
    outside = _outside_brackets(text)
    pieces: list[_Piece] = []
    start, soft = 0, False
    for match in SEPARATOR.finditer(text):
        if not all(outside[match.start() : match.end()]):
            continue
        if text[start : match.start()].strip():
            pieces.append(_Piece(start, match.start(), soft))
        start, soft = match.end(), not HARD & set(match.group())
    if text[start:].strip():
        pieces.append(_Piece(start, len(text), soft))
    return pieces


def _outside_brackets(text: str) -> list[bool]:
    outside, depth = [], 0
    for character in text:
        depth += character == "("
        outside.append(depth == 0)
        depth -= character == ")"
        if depth < 0:
            break
    if depth != 0:
        raise LabelError((BadLabel(f"A bracket in “{text}” is not opened or not closed."),))
    return outside
