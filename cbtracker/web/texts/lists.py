"""The lists of people's texts: numbers as typed, letters below numbers, bullets below bullets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from string import ascii_lowercase

from markdown_it.tree import SyntaxTreeNode

from cbtracker.web.texts.blocks import ListBlock, ListItem, Paragraph, TextBlock
from cbtracker.web.texts.printable import printable

HIGHEST_NUMBER = 9999
_LETTER = re.compile(r"([a-z])[.)]\s+(?=\S)")
_LISTS = ("bullet_list", "ordered_list")


def read_list(node: SyntaxTreeNode) -> Iterator[TextBlock]:
    """The list `node`, cut in two wherever a typed number does not follow the one before it.

    "1. 1. 1." counts on, as people who type lists expect. A number too high for a list is left as text.
    """
    ordered = node.type == "ordered_list"
    number = last_typed = 0
    items: list[ListItem] = []
    for child in node.children:
        typed = int(child.info or 0) if ordered else 1
        follows = not ordered or (items and typed in (number + 1, last_typed))
        if not follows and items:
            yield ListBlock(ordered, number - len(items) + 1, tuple(items))
            items = []
        number, last_typed = (number + 1 if follows else typed), typed
        item = _item(child, lettered=ordered)
        if ordered and typed > HIGHEST_NUMBER:
            yield from _as_text(child.info, item)
        else:
            items.append(item)
    if items:
        yield ListBlock(ordered, number - len(items) + 1 if ordered else 1, tuple(items))


def join_lists(blocks: Iterable[TextBlock]) -> list[TextBlock]:
    """`blocks` with each list that goes on where the one before it ended joined to it.

    Lettered paragraphs after a numbered item become its letters: people leave an empty line between them.
    """
    joined: list[TextBlock] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if isinstance(last, ListBlock) and last.ordered and isinstance(block, Paragraph):
            joined[-1:] = _with_letters(last, block)
        elif isinstance(last, ListBlock) and isinstance(block, ListBlock) and _goes_on(last, block):
            joined[-1] = replace(last, items=last.items + block.items)
        else:
            joined.append(block)
    return joined


def _goes_on(last: ListBlock, block: ListBlock) -> bool:
    return last.ordered and block.ordered and block.start == last.start + len(last.items)


def _with_letters(last: ListBlock, block: Paragraph) -> list[TextBlock]:
    item = last.items[-1]
    words, letters = split_letters(block.text.split("\n"), first=len(item.children))
    if words or not letters:
        return [last, block]
    whole = replace(item, children=item.children + letters)
    return [replace(last, items=(*last.items[:-1], whole))]


def split_letters(lines: list[str], *, first: int = 0) -> tuple[list[str], tuple[ListItem, ...]]:
    """`lines` before the letter number `first` ("a." is 0), and an item for it and each letter that follows."""
    before: list[str] = []
    items: list[list[str]] = []
    for line in lines:
        expected = first + len(items)
        letter = _LETTER.match(line)
        if letter and expected < len(ascii_lowercase) and letter[1] == ascii_lowercase[expected]:
            items.append([line[letter.end() :]])
        else:
            (items[-1] if items else before).append(line)
    return before, tuple(ListItem("\n".join(item)) for item in items)


def _item(node: SyntaxTreeNode, *, lettered: bool) -> ListItem:
    """An item with its words in order; what is typed after its own list belongs to the last line of that."""
    words: list[str] = []
    children: list[ListItem] = []
    for child in node.children:
        if child.type in _LISTS:
            children += [_item(below, lettered=False) for below in child.children]
            continue
        lines = [printable(line) for inline in child.children for line in inline.content.split("\n")]
        if lettered:
            lines, letters = split_letters(lines, first=len(children))
        else:
            letters = ()
        if children:
            children[-1] = replace(children[-1], text="\n".join([children[-1].text, *lines]).strip("\n"))
        else:
            words += lines
        children += letters
    return ListItem("\n".join(words), tuple(children))


def _as_text(marker: str, item: ListItem) -> Iterator[TextBlock]:
    yield Paragraph(f"{marker}. {item.text}")
    if item.children:
        yield ListBlock(False, 1, item.children)
