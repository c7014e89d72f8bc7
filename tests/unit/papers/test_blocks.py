"""The blocks that Annexes A and B do not have: comparisons, lists, notices, numbers in columns."""

import io
from dataclasses import replace

import docx
import pikepdf
import pypdfium2
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html
from odfdo import Document

from cbtracker.papers.exporters import export
from cbtracker.papers.structure import Column, Comparison, Heading, ListBlock, ListItem, Notice, Part, Table
from cbtracker.web.texts.printable import lines_of, printable
from tests.unit.papers.examples import ALL_BLOCKS, DETAILS, SPITEFUL, paper_of, squeezed, text_of
from tests.unit.papers.test_every_format import (
    DOCUMENTS,
    as_printed,
    in_order,
    is_right_to_left,
    without_furniture,
    without_invisible,
)
from tests.unit.papers.test_pdf import elements

PAPER = paper_of(ALL_BLOCKS, details=DETAILS)
WORDS = [
    "Issue 2 of 24 March 2011, replaces issue 1",
    "Issue 2 corrects the status",
    "Status of CB-0007:",
    "DH [removed: will be sending] [added: sent] a note on Clusters to all 16 areas [added: on 23 March].",
    "The fourth point",
    "its letter a",
    "its letter b",
    "on two lines",
    "The fifth point",
    "a bullet below it",
    "Another bullet",
    "Open requests by age",
    "Under 1 month",
    "7",
]


TIMES = 14


def every_block_with(text):
    """A paper in which `text` stands wherever a block holds words, after the title."""
    return paper_of(blocks_with(text), details=(text,))


def blocks_with(text):
    """One block of each kind, and two lists, with `text` in it `TIMES` times altogether."""
    return (
        Notice(text),
        Comparison(text, (Part("removed", text), Part("same", text), Part("added", text))),
        ListBlock(True, 3, (ListItem(text, (ListItem(text),)),)),
        ListBlock(False, 1, (ListItem(text, (ListItem(text),)),)),
        Table(text or "Table", (Column(text, 50), Column(text, 50, numeric=True)), ((text, text),)),
    )


@pytest.fixture(scope="module")
def word():
    return docx.Document(io.BytesIO(export(PAPER, "docx").content))


@pytest.fixture(scope="module")
def odt():
    return Document(io.BytesIO(export(PAPER, "odt").content))


@pytest.fixture(scope="module")
def web():
    return html.document_fromstring(export(PAPER, "html").content.decode())


@pytest.mark.parametrize("format", DOCUMENTS)
def test_every_block_stands_in_a_document_with_its_changes_marked_in_words(format):
    assert in_order(text_of(format, export(PAPER, format).content), WORDS) == WORDS


@pytest.mark.parametrize("format", DOCUMENTS)
def test_text_that_looks_like_markup_is_text_in_every_block(format):
    texts = [printable(text) for text in SPITEFUL if not is_right_to_left(text)]
    paper = paper_of([block for text in texts for block in blocks_with(text)])
    parts = [part for text in texts for part in lines_of(as_printed(format, text)) * TIMES]
    content = text_of(format, export(paper, format).content)
    if format == "pdf":
        content, parts = without_invisible(without_furniture(content)), [without_invisible(part) for part in parts]
    assert in_order(content, parts) == parts


@pytest.mark.parametrize("format", DOCUMENTS)
def test_blocks_of_twenty_thousand_characters_are_printed_whole(format):
    words = [f"word{number:05}" for number in range(2000)]
    text = " ".join(words)
    blocks = (
        Notice(text),
        Comparison("Status", (Part("removed", text), Part("added", text))),
        ListBlock(True, 3, (ListItem(text, (ListItem(text),)),)),
        Table("Table", (Column("Left", 50), Column("Right", 50, numeric=True)), ((text, "1"),)),
    )
    assert len(in_order(text_of(format, export(paper_of(blocks), format).content), words * 6)) == 12_000


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(st.characters(), max_size=30).map(printable))
def test_no_text_whatever_breaks_a_block_of_the_pdf(text):
    assert export(every_block_with(text), "pdf").content.startswith(b"%PDF")


@pytest.mark.parametrize("format", ["html", "odt", "docx"])
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(st.characters(), max_size=30).map(printable))
def test_any_text_whatever_stands_in_a_block_of_an_editable_document(format, text):
    content = text_of(format, export(every_block_with(text), format).content).replace("\xad", "")
    assert content.count(squeezed(text).replace("\xad", "")) > TIMES


def test_the_page_deletes_and_inserts_and_says_so_to_who_hears_it(web):
    (comparison,) = web.find_class("comparison")
    assert [element.text for element in comparison.iter("del")] == ["will be sending"]
    assert [element.text_content() for element in comparison.iter("ins")] == ["sent", "on 23 March"]
    assert [element.text for element in comparison.find_class("visually-hidden")] == [
        "removed: ",
        "[added: ",
        "]",
        "[added: ",
        "]",
    ]


def test_word_strikes_through_what_was_removed_and_underlines_what_was_added(word):
    (paragraph,) = [paragraph for paragraph in word.paragraphs if paragraph.text.startswith("DH [removed")]
    assert [run.text for run in paragraph.runs if run.font.strike] == ["will be sending"]
    assert [run.text for run in paragraph.runs if run.underline and run.bold] == ["sent", "on 23 March"]


def test_opendocument_strikes_through_what_was_removed_and_underlines_what_was_added(odt):
    looks = {}
    for span in odt.body.get_elements("//text:span"):
        style = odt.get_style("text", span.get_attribute("text:style-name"))
        looks[" ".join(span.text.split())] = style.get_properties(area="text")
    assert looks["will be sending"]["style:text-line-through-style"] == "solid"
    assert looks["sent"]["style:text-underline-style"] == "solid"
    assert looks["sent"]["fo:font-weight"] == "bold"


def test_the_pdf_stays_accessible_and_says_what_is_struck_and_underlined():
    with pikepdf.open(io.BytesIO(export(PAPER, "pdf").content)) as pdf:
        meta = pdf.open_metadata()
        assert (meta["pdfuaid:part"], meta["pdfaid:conformance"]) == ("1", "A")
        found = elements(pdf.Root.StructTreeRoot.K)
        marks = [str(node.A[0].TextDecorationType) for _, node in found if _decorated(node)]
        tags = [tag for tag, _ in found]
    assert marks == ["/LineThrough", "/Underline", "/Underline"]
    assert (tags.count("/L"), tags.count("/LI")) == (4, 7)


def _decorated(node):
    attributes = node.get("/A")
    return isinstance(attributes, pikepdf.Array) and "/TextDecorationType" in attributes[0]


def test_numbers_go_on_and_letters_stand_below_numbers(web):
    numbered, lettered = web.findall(".//ol")
    assert (numbered.get("start"), lettered.get("type")) == ("4", "a")
    assert lettered.getparent().getparent() is numbered
    (nested,) = web.findall(".//ul//ul")
    assert nested.getparent().tag == "li"


def test_numbers_go_on_in_word_too(word):
    numbering = word.part.numbering_part.element
    starts = [override.val for override in numbering.iter(qn("w:startOverride"))]
    assert 4 in starts
    formats = {level.find(qn("w:numFmt")).get(qn("w:val")) for level in numbering.iter(qn("w:lvl"))}
    assert {"decimal", "lowerLetter", "bullet"} <= formats


def test_numbers_go_on_in_opendocument_too(odt):
    levels = odt.get_part("content.xml").root.get_elements("//text:list-level-style-number")
    first = [level for level in levels if level.get_attribute("text:level") == "1"]
    assert "4" in {level.get_attribute("text:start-value") for level in first}
    assert "a" in {level.get_attribute("style:num-format") for level in levels}


def test_a_column_of_numbers_stands_on_the_right_in_every_document(web, word, odt):
    cells = web.findall(".//table//th") + web.findall(".//table//td")
    assert [cell.get("style") for cell in cells] == [None, "text-align: right"] * 4
    assert [str(row.cells[1].paragraphs[0].alignment) for row in list(word.tables[0].rows)[:3]] == ["RIGHT (2)"] * 3
    styles = [cell.get_element("text:p") for cell in odt.body.get_elements("//table:table-cell")]
    names = [paragraph.get_attribute("text:style-name") for paragraph in styles if paragraph is not None]
    assert names[1::2] == ["PaperNumberHeading", *["PaperNumber"] * 2]
    assert odt.get_style("paragraph", "PaperNumber").get_properties(area="paragraph")["fo:text-align"] == "end"


def test_a_notice_stands_in_a_box(web, word, odt):
    (notice,) = web.find_class("notice")
    assert notice.get("role") == "note"
    (paragraph,) = [paragraph for paragraph in word.paragraphs if paragraph.style.name == "Notice"]
    assert paragraph.style.element.find(f".//{qn('w:pBdr')}") is not None
    assert "fo:border-left" in odt.get_style("paragraph", "Notice").get_properties(area="paragraph")


def test_an_empty_list_and_an_empty_comparison_break_no_format():
    blocks = (ListBlock(True, 1, ()), ListBlock(False, 1, (ListItem(""),)), Comparison("", ()), Notice(""))
    for format in DOCUMENTS:
        assert export(replace(paper_of(blocks)), format).content


def test_a_heading_of_any_level_that_starts_a_page_stays_a_heading_of_its_level():
    paper = paper_of((Heading(3, "Swindon"), Heading(3, "Barnet", starts_page=True)))
    made = Document(io.BytesIO(export(paper, "odt").content))
    last = made.body.get_headers()[-1]
    style = made.get_style("paragraph", last.get_attribute("text:style-name"))
    assert style.get_attribute("style:parent-style-name") == "Heading_20_3"
    assert style.get_properties(area="paragraph")["fo:break-before"] == "page"
    in_word = docx.Document(io.BytesIO(export(paper, "docx").content)).paragraphs[-1]
    assert (in_word.style.name, in_word.paragraph_format.page_break_before) == ("Heading 3", True)
    with pypdfium2.PdfDocument(export(paper, "pdf").content) as pdf:
        assert len(pdf) == 2


def test_two_tables_with_one_caption_are_told_apart_by_people_who_hear_them():
    table = Table("Resources", (Column("What", 100),), (("Money",),))
    page = html.document_fromstring(export(paper_of((table, table, Notice("x"), table)), "html").content.decode())
    names = [region.get("aria-label") for region in page.xpath("//*[@role='region']")]
    assert names == ["Resources", "Resources (2)", "Resources (3)"]
    assert page.xpath("//caption/text()") == ["Resources"] * 3
