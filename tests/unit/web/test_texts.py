"""What the secretariat types becomes headings, lists and tables, and nothing that was typed is lost."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cbtracker.papers.exporters import export
from cbtracker.papers.structure import (
    BulletList,
    Column,
    Comparison,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Table,
)
from cbtracker.web.texts import text_blocks
from tests.unit.papers.examples import SPITEFUL, paper_of, squeezed, text_of

WORD = re.compile(r"[^\W_]{2,}")

marks = ["# ", "## ", "### ", "- ", "* ", "1. ", "2. ", "7) ", "99999. ", "a. ", "b. ", "• ", "> ", "```", "===="]
tables = ["|", "| ", "---", "|---|---|", "\\|", "\\", "Table 1", "640 - 770"]
inline = ["<b>", "[link](to)", "[ref]: /to", "*star*", "&amp;", "<!-- c -->", "www.example.org", "![pic](x)"]
pieces = st.sampled_from(["word", "word ", " ", "    ", "\t", *marks, *tables, *inline])
typed = st.lists(st.lists(pieces, max_size=5).map("".join) | st.text(max_size=8), max_size=14).map("\n".join)


def numbered(lines):
    """`lines` with a number in each word, so that each is one of its kind."""
    count = iter(range(10_000))
    return re.sub(r"word|link|ref|star", lambda word: f"{word[0]}{next(count):04}", lines)


def words_of(blocks):
    """Every text of `blocks` in the order in which it is printed."""
    return " ".join(_said(blocks))


def _said(blocks):
    for block in blocks:
        if isinstance(block, ListBlock | ListItem):
            yield getattr(block, "text", "")
            yield from _said(getattr(block, "items", ()) or getattr(block, "children", ()))
        elif isinstance(block, Table):
            yield block.caption
            yield from (column.label for column in block.columns)
            yield from (cell for row in block.rows for cell in row)
        else:
            yield block.text


def test_paragraphs_headings_lists_and_tables_are_found():
    text = """# Progress
The areas are on track.
All 16 have plans.

## Scope
- people
- money
  - pooled

Table 2: Families
| Area | 2011/12 |
|------|---------|
| Hull | 150 |
| Kent | 100 - 200 |
"""
    assert text_blocks(text) == (
        Heading(3, "Progress"),
        Paragraph("The areas are on track.\nAll 16 have plans."),
        Heading(4, "Scope"),
        ListBlock(False, 1, (ListItem("people"), ListItem("money", (ListItem("pooled"),)))),
        Table(
            "Table 2: Families",
            (Column("Area", 40), Column("2011/12", 60, numeric=True)),
            (("Hull", "150"), ("Kent", "100 - 200")),
        ),
    )


def test_numbered_paragraphs_go_on_over_headings_and_have_letters_as_in_f004():
    text = """1. This paper sets out the status.

# Purpose of discussion
2. There are challenges:

a. This will be a journey.

b. Partners face change
and would like help.

3. Progress matters.
"""
    first, heading, second = text_blocks(text)
    assert first == ListBlock(True, 1, (ListItem("This paper sets out the status."),))
    assert heading == Heading(3, "Purpose of discussion")
    letters = (ListItem("This will be a journey."), ListItem("Partners face change\nand would like help."))
    assert second == ListBlock(True, 2, (ListItem("There are challenges:", letters), ListItem("Progress matters.")))


def test_letters_may_stand_right_below_their_number():
    (block,) = text_blocks("1. Options:\na. one\nb. two\n2. Next")
    assert block.items[0] == ListItem("Options:", (ListItem("one"), ListItem("two")))


def test_a_letter_that_begins_no_row_of_letters_is_a_word():
    assert text_blocks("1. One\n\nb. not a letter of the list") == (
        ListBlock(True, 1, (ListItem("One"),)),
        Paragraph("b. not a letter of the list"),
    )


def test_a_number_that_does_not_go_on_begins_a_list_of_its_own():
    assert [(block.start, len(block.items)) for block in text_blocks("4. a\n5. b\n9. c")] == [(4, 2), (9, 1)]
    assert [(block.start, len(block.items)) for block in text_blocks("1. a\n1. b\n1. c")] == [(1, 3)]


def test_a_number_too_high_for_a_list_stays_in_the_text():
    assert text_blocks("20110401. is a number") == (Paragraph("20110401. is a number"),)
    assert text_blocks("2011. A year") == (ListBlock(True, 2011, (ListItem("A year"),)),)


def test_bullets_pasted_from_a_word_processor_are_bullets():
    assert text_blocks("• one\n• two\n    • below") == (
        ListBlock(False, 1, (ListItem("one"), ListItem("two", (ListItem("below"),)))),
    )


def test_what_is_nested_deeper_than_a_paper_prints_stays_in_the_item_above():
    (block,) = text_blocks("- one\n  - two\n    - three\n      - four\n- five")
    assert block.items == (ListItem("one", (ListItem("two\n- three\n- four"),)), ListItem("five"))


def test_headings_and_tables_inside_a_list_stay_as_typed():
    (block,) = text_blocks("- # no heading\n- | a | b |\n  |---|---|\n  | c | d |")
    assert block.items == (ListItem("# no heading"), ListItem("| a | b |\n|---|---|\n| c | d |"))


@pytest.mark.parametrize(
    "text",
    [
        "*star* _under_ **bold** ~~gone~~",
        "[link](http://example.org) <http://example.org> http://example.org ![pic](x.png)",
        "<b>bold</b> <script>alert(1)</script> <!-- hidden -->",
        "&amp; &#65; \\* \\# `code`",
        "> a quotation",
        "```\ncode\n```",
        "[ref]: http://example.org 'title'",
        "A line\n=====",
        "A line\n-----",
        "***",
    ],
)
def test_everything_else_stays_the_characters_typed(text):
    assert text_blocks(text) == (Paragraph(text),)


def test_spaces_at_the_beginning_of_a_line_are_not_code():
    assert text_blocks("        a line far in") == (Paragraph("a line far in"),)


def test_headings_stand_below_the_section_and_leave_no_gap():
    assert [block.level for block in text_blocks("### a\n# b\n###### c\n## d")] == [3, 3, 4, 4]
    assert [block.level for block in text_blocks("# a\n## b", below=3)] == [4, 4]
    assert text_blocks("#\n\n##") == ()


def test_a_very_long_heading_is_a_paragraph():
    assert text_blocks("# " + "word " * 100) == (Paragraph(" ".join(["word"] * 100)),)


def test_cells_beyond_the_last_column_are_kept_and_missing_ones_are_empty():
    (table,) = text_blocks("| a | b |\n|---|---|\n| 1 | 2 | 3 | 4 |\n| 5 |\n| x \\| y | z |")
    assert table.rows == (("1", "2 | 3 | 4"), ("5", ""), ("x | y", "z"))
    assert table.caption == "Table: a, b"


def test_columns_share_the_whole_width_by_what_they_hold():
    (table,) = text_blocks(f"| a | b | c |\n|---|---|--:|\n| x | {'long ' * 30} | y |")
    assert sum(column.width for column in table.columns) == 100
    assert table.columns[1].width > table.columns[0].width >= 10
    assert [column.numeric for column in table.columns] == [False, False, True]


def test_a_table_too_wide_for_a_page_stays_as_typed():
    text = "\n".join(["|a" * 30 + "|", "|-" * 30 + "|", "|b" * 30 + "|"])
    assert text_blocks(text) == (Paragraph(text),)


def test_only_the_line_right_above_a_table_is_its_caption():
    blocks = text_blocks("Some words.\nTable 3: Money\n| a |\n|---|\n| 1 |")
    assert blocks[0] == Paragraph("Some words.")
    assert blocks[1].caption == "Table 3: Money"


def test_no_text_makes_no_blocks():
    assert text_blocks("") == text_blocks(" \n\t\n") == ()


@settings(max_examples=300, deadline=None)
@given(typed.map(numbered))
def test_every_word_typed_is_in_the_blocks_in_its_order(text):
    said, cursor = words_of(text_blocks(text)), 0
    for word in re.findall(r"[wlrs]\d{4}", text):
        cursor = said.find(word, cursor) + 1
        assert cursor, word


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(" \n"), max_size=200))
def test_no_character_of_a_word_is_lost_whatever_is_typed(text):
    said = squeezed(words_of(text_blocks(text)))
    assert all(word in said for word in WORD.findall(text))


@pytest.mark.parametrize(
    "text",
    [
        "- " * 10_000,
        "-\n" * 10_000,
        "1. a\n9. b\n" * 2_000,
        "|" * 20_000,
        ("|a" * 100 + "|\n" + "|-" * 100 + "|\n") * 50,
        "|a|\n|-|\n" + "|b|\n" * 4_900,
        "> " * 10_000,
        "#" * 20_000,
        "\\" * 20_000,
        "[[" * 10_000,
        "a. x\n" * 4_000,
        "1. x\n\na. y\n\n" * 1_500,
        "word " * 4_000,
        "a\n" * 10_000,
    ],
)
def test_twenty_thousand_characters_of_whatever_are_read_at_once(text):
    fastest = min(_seconds(text) for _ in range(3))
    assert fastest < 0.5


def _seconds(text):
    started = time.process_time()
    text_blocks(text)
    return time.process_time() - started


@pytest.mark.parametrize("format", ["html", "odt", "docx", "pdf"])
def test_a_spiteful_text_is_printed_as_text(format):
    paper = paper_of(text_blocks("\n\n".join(SPITEFUL)))
    content = text_of(format, export(paper, format).content)
    assert squeezed("<script>alert(1)</script>") in content
    assert squeezed("[link](x) #panic()") in content


def test_texts_make_no_blocks_that_only_the_register_has():
    kinds = {type(block) for text in SPITEFUL for block in text_blocks(text)}
    assert not kinds & {BulletList, Comparison}
