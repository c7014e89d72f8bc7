"""People's own words: plain text with headings, lists and tables, read into blocks (issue 3).

markdown-it-py finds the blocks and nothing else. There are no links, emphasis, images, code or HTML: whatever
looks like it stays as the characters that were typed. No word typed is lost, in particular not those that Markdown
would drop: cells beyond a table's columns, numbers that do not go on, lists below the second level.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, heading, list_block, table
from markdown_it.tree import SyntaxTreeNode

from cbtracker.web.texts.blocks import Heading, Paragraph, TextBlock
from cbtracker.web.texts.lists import join_lists, read_list
from cbtracker.web.texts.printable import encodable, printable, xml_text
from cbtracker.web.texts.tables import MOST_COLUMNS, read_table

LOWEST_LEVEL = 4
_LONGEST_HEADING, _LONGEST_CAPTION = 200, 200
_TAB = 4
_TYPED_BULLET = re.compile(r"^([ ]*)[•●▪◦‣·](?=\s)", re.MULTILINE)
_CAPTION = re.compile(r"table\b", re.IGNORECASE)

Rule = Callable[[StateBlock, int, int, bool], bool]


def text_blocks(text: str, *, below: int = 2) -> tuple[TextBlock, ...]:
    """The blocks of `text`, for a section whose heading is of level `below`.

    A line end stays a line end. "#" is a heading one level below the section's, "##" one more; levels never leave
    a gap, and none is lower than `LOWEST_LEVEL`.
    """
    source = _TYPED_BULLET.sub(r"\1-", encodable(xml_text(text)).expandtabs(_TAB))
    blocks: list[TextBlock] = []
    for node in SyntaxTreeNode(_parser().parse(source)).children:
        blocks += _read(node, source, blocks, below)
    return tuple(join_lists(blocks))


def _read(node: SyntaxTreeNode, source: str, before: list[TextBlock], below: int) -> Iterator[TextBlock]:
    """The blocks that one `node` of the text becomes; a table takes its caption from what stands `before` it."""
    if node.type == "heading":
        yield from _heading(node, before, below)
    elif node.type in ("bullet_list", "ordered_list"):
        yield from read_list(node)
    elif node.type == "table":
        yield from _table(node, source.split("\n"), before)
    else:
        yield Paragraph(_words(node))


def _heading(node: SyntaxTreeNode, before: list[TextBlock], below: int) -> Iterator[TextBlock]:
    words = _words(node)
    if len(words) > _LONGEST_HEADING:
        yield Paragraph(words)
    elif words:
        last = next((block.level for block in reversed(before) if isinstance(block, Heading)), below)
        yield Heading(min(below + int(node.tag[1:]), last + 1, LOWEST_LEVEL), words)


def _table(node: SyntaxTreeNode, source: list[str], before: list[TextBlock]) -> Iterator[TextBlock]:
    first, last = node.map or (0, 0)
    made = read_table(source[first:last], aligned=[_is_right(cell) for cell in node.children[0].children[0].children])
    if made is None:
        yield Paragraph("\n".join(map(printable, source[first:last])))
    else:
        caption = _take_caption(before)
        yield replace(made, caption=caption) if caption else made


def _is_right(cell: SyntaxTreeNode) -> bool:
    return cell.attrs.get("style") == "text-align:right"


def _take_caption(before: list[TextBlock]) -> str:
    """The line that begins with "Table" just before a table; it is taken out of its paragraph."""
    if not before or not isinstance(before[-1], Paragraph):
        return ""
    *others, last = before[-1].text.split("\n")
    if not _CAPTION.match(last) or len(last) > _LONGEST_CAPTION:
        return ""
    before[-1:] = [Paragraph("\n".join(others))] if others else []
    return last


def _words(node: SyntaxTreeNode) -> str:
    return "\n".join(printable(line) for child in node.children for line in child.content.split("\n"))


@cache
def _parser() -> MarkdownIt:
    """Headings, lists of two levels and tables; headings and tables only outside lists. No inline rule at all."""
    parser = MarkdownIt("zero").enable(["heading", "list", "table"])
    parser.core.ruler.enableOnly(["normalize", "block"])
    for name, rule, levels in (
        ("heading", heading, (0,)),
        ("table", _narrow_table, (0,)),
        ("list", list_block, (0, 2)),
    ):
        parser.block.ruler.at(name, _only_at(rule, levels), {"alt": ["paragraph"]})
    return parser


def _only_at(rule: Rule, levels: tuple[int, ...]) -> Rule:
    """`rule`, where the text is nested no deeper than a paper prints it; a list's item is two levels in.

    `silent` only asks whether a paragraph ends here, which it does for what belongs further out, too.
    """

    def limited(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return (silent or state.level in levels) and rule(state, start, end, silent)

    return limited


def _narrow_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table that fits on a page; a wider one stays as typed."""
    heads = state.src[state.bMarks[start] : state.eMarks[start]]
    return heads.count("|") <= MOST_COLUMNS + 1 and table(state, start, end, silent)
