import datetime as dt
import re
from html import unescape
from pathlib import Path

import pytest

from cbtracker.papers.sections.catalogue import KINDS
from cbtracker.papers.sections.registry import SectionContext, SectionUnavailable
from cbtracker.papers.structure import Heading, ListBlock, Paragraph, Table
from cbtracker.web.texts import text_blocks
from requests_log.sights import Sight

NOW = dt.datetime(2011, 3, 22, 17, tzinfo=dt.UTC)
TEXTS = ("summary", "purpose", "considerations")


def context(text):
    return SectionContext(sight=Sight.WHITEHALL, as_at=NOW, known_at=NOW, text=text)


@pytest.mark.parametrize("key", TEXTS)
def test_a_written_section_has_its_title_and_headings_below_it(key):
    kind = KINDS[key]
    content = kind.build(context("# Requests\nA number of requests have been dealt with."))
    assert kind.takes_text
    assert content.blocks == (
        Heading(2, kind.title),
        Heading(3, "Requests"),
        Paragraph("A number of requests have been dealt with."),
    )
    assert (content.lines, content.sheets) == ((), ())


@pytest.mark.parametrize("text", ["", " \n ", "#"])
def test_a_section_that_says_nothing_is_not_printed_empty(text):
    with pytest.raises(SectionUnavailable, match="Nothing is written yet"):
        KINDS["summary"].build(context(text))


def test_what_the_help_says_to_type_becomes_what_it_says():
    help_text = Path("templates/components/text_help.html").read_text()
    examples = [unescape(example) for example in re.findall(r"<pre[^>]*>(.*?)</pre>", help_text, re.DOTALL)]
    headings, bullets, numbers, table = [text_blocks(example) for example in examples]
    assert [type(block) for block in headings] == [Heading, Heading]
    assert [len(item.children) for item in bullets[0].items] == [0, 2]
    assert isinstance(numbers[0], ListBlock)
    assert (numbers[0].start, len(numbers[0].items), len(numbers[0].items[0].children)) == (4, 2, 2)
    assert isinstance(table[0], Table)
    assert table[0].caption == "Table 1: Families to be supported"
