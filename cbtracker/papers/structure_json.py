"""A paper's structure as JSON and back: what an issued rendition keeps beside its files (issue 3).

Canonical, so that one paper has one text and one digest: sorted keys, no spaces, moments in UTC. What a
later version adds to the structure with a default may be missing from what an earlier one wrote.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from cbtracker.papers.structure import (
    Block,
    BoardPaper,
    BulletList,
    Column,
    Comparison,
    Heading,
    ListBlock,
    ListItem,
    Notice,
    Paragraph,
    Part,
    RequestLine,
    Sheet,
    Table,
)

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Made = TypeVar("Made", bound="DataclassInstance")

_BLOCKS: Mapping[str, type[Block]] = MappingProxyType(
    {made.kind: made for made in (Heading, Paragraph, BulletList, Table, Comparison, ListBlock, Notice)}
)


class UnreadablePaper(ValueError):
    """JSON that is not a paper of ours; the message says what is wrong with it."""


def to_json(paper: BoardPaper) -> str:
    """`paper` as canonical JSON. Raises UnicodeEncodeError for texts that UTF-8 cannot hold (see `encodable`)."""
    text = json.dumps(as_data(paper), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    text.encode()
    return text


def as_data(paper: BoardPaper) -> dict[str, Any]:
    """`paper` as plain values, for JSON."""
    data = asdict(paper)
    data["as_at"] = paper.as_at.astimezone(dt.UTC).isoformat()
    data["blocks"] = [{"kind": block.kind, **asdict(block)} for block in paper.blocks]
    return data


def from_json(text: str) -> BoardPaper:
    """The paper that `to_json` wrote as `text`. Raises UnreadablePaper."""
    try:
        return _paper(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as wrong:
        if isinstance(wrong, UnreadablePaper):
            raise
        raise UnreadablePaper(f"This is not the JSON of a paper: {wrong}") from wrong


def digest(content: bytes) -> str:
    """The SHA-256 of `content` as 64 hexadecimal digits: what a file is checked by."""
    return hashlib.sha256(content).hexdigest()


def _paper(data: dict[str, Any]) -> BoardPaper:
    as_at = dt.datetime.fromisoformat(data["as_at"])
    if as_at.tzinfo is None:
        raise UnreadablePaper("A paper's moment needs a time zone.")
    made = {
        "as_at": as_at,
        "blocks": tuple(_block(block) for block in data["blocks"]),
        "lines": tuple(_made(RequestLine, line) for line in data["lines"]),
    }
    return _made(BoardPaper, {**data, **made}, sheets=_sheets, details=tuple)


def _block(data: dict[str, Any]) -> Block:
    kind = data.get("kind")
    made = _BLOCKS.get(str(kind))
    if made is None:
        raise UnreadablePaper(f"There is no block “{kind}”. Update cbtracker to the version that wrote the paper.")
    values = {name: value for name, value in data.items() if name != "kind"}
    return _made(made, values, **_NESTED.get(str(kind), {}))


def _made(made: type[Made], data: dict[str, Any], **nested: Callable[[Any], Any]) -> Made:
    """`data` as a `made`, its fields named in `nested` turned from lists into what they are."""
    names = {field.name for field in fields(made)}
    unknown = sorted(set(data) - names)
    if unknown:
        raise UnreadablePaper(
            f"A {made.__name__} has no “{unknown[0]}”. Update cbtracker to the version that wrote it."
        )
    return made(**{name: nested[name](value) if name in nested else value for name, value in data.items()})


def _items(data: list[dict[str, Any]]) -> tuple[ListItem, ...]:
    return tuple(_made(ListItem, item, children=_items) for item in data)


def _rows(data: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row) for row in data)


def _sheets(data: list[dict[str, Any]]) -> tuple[Sheet, ...]:
    return tuple(_made(Sheet, sheet, columns=tuple, rows=_rows) for sheet in data)


_NESTED: Mapping[str, dict[str, Callable[[Any], Any]]] = MappingProxyType(
    {
        "bullets": {"items": tuple},
        "table": {"columns": lambda data: tuple(_made(Column, column) for column in data), "rows": _rows},
        "comparison": {"parts": lambda data: tuple(_made(Part, part) for part in data)},
        "list": {"items": _items},
    }
)
