import io

import pikepdf
import pypdfium2
import pytest

from cbtracker.papers.exporters import export
from tests.unit.papers.examples import MARKING, line, make_paper, many_lines, pdf_pages, squeezed


def opened(paper):
    return pikepdf.open(io.BytesIO(export(paper, "pdf").content))


def elements(node, found=None):
    """Every structure element of a tagged PDF as (tag, element), in reading order."""
    found = [] if found is None else found
    if isinstance(node, pikepdf.Array):
        for child in node:
            elements(child, found)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            found.append((str(node.S), node))
        if "/K" in node:
            elements(node.K, found)
    return found


@pytest.fixture(scope="module")
def long_paper():
    return make_paper(many_lines(120))


def test_the_pdf_says_that_it_is_accessible_and_archivable():
    with opened(make_paper()) as pdf:
        meta = pdf.open_metadata()
        assert meta["pdfuaid:part"] == "1"
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A")
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == "en-GB"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert meta["dc:title"] == "Community Budgets: requests of Whitehall"


def test_headings_lists_and_tables_are_tagged_as_what_they_are():
    with opened(make_paper()) as pdf:
        tags = [tag for tag, _ in elements(pdf.Root.StructTreeRoot.K)]
    assert [tags.count(f"/H{level}") for level in (1, 2, 3, 4)] == [1, 2, 2, 2]
    assert tags.count("/Table") == 2
    assert tags.count("/Caption") == 2
    assert tags.count("/TH") == 8
    assert tags.count("/TD") == 4 * 4
    assert tags.count("/L") == 4
    assert tags.count("/LI") == 6


def test_each_header_cell_says_that_it_heads_a_column():
    with opened(make_paper()) as pdf:
        heads = [node for tag, node in elements(pdf.Root.StructTreeRoot.K) if tag == "/TH"]
        scopes = [str(attributes.Scope) for head in heads for attributes in _attributes(head) if "/Scope" in attributes]
    assert scopes == ["/Column"] * 8


def _attributes(element):
    attributes = element.get("/A")
    return list(attributes) if isinstance(attributes, pikepdf.Array) else [attributes]


def test_marking_moment_and_page_number_stand_on_every_page(long_paper):
    pages = pdf_pages(export(long_paper, "pdf").content)
    assert len(pages) > 4
    for number, page in enumerate(pages, start=1):
        assert squeezed(MARKING) in page
        assert squeezed("As at 22 March 2011, 5:00pm") in page
        assert squeezed(f"Page {number} of {len(pages)}") in page


def test_the_header_row_is_repeated_on_every_page_of_a_table(long_paper):
    pages = pdf_pages(export(long_paper, "pdf").content)
    with_rows = [page for page in pages if "Hull" in page and "Currentstatus" not in page]
    assert len(with_rows) > 3
    assert all("AreaIssueDept" in page for page in with_rows)


def rows_cut(paper):
    """Issues of the tables' rows that do not stand on one page of the PDF, whole."""
    pages = pdf_pages(export(paper, "pdf").content)
    cut = []
    for row in paper.lines:
        parts = [squeezed(row.issue), *map(squeezed, row.position.split("\n"))]
        if row.section in ("to_resolve", "addressed") and not any(all(p in page for p in parts) for page in pages):
            cut.append(row.issue)
    return cut


def test_no_row_is_cut_over_two_pages(long_paper):
    assert rows_cut(long_paper) == []


def test_the_check_for_cut_rows_notices_one():
    long_row = line(issue="Long", position="\n".join(f"n{number:03}." for number in range(300)))
    assert rows_cut(make_paper([*many_lines(3), long_row])) == ["Long"]


def test_a_row_longer_than_a_page_goes_on_over_the_next_under_the_same_header():
    words = [f"word{number:04}" for number in range(2500)]
    pages = pdf_pages(export(make_paper([line(position=" ".join(words))]), "pdf").content)
    with_words = [page for page in pages if "word" in page]
    assert len(with_words) > 2
    assert all("AreaIssueDeptStatus" in page for page in with_words)
    assert all(any(word in page for page in pages) for word in words)


def test_a_row_of_many_short_lines_is_not_lost_below_the_page():
    pages = pdf_pages(export(make_paper([line(position="\n".join(f"n{i:03}." for i in range(300)))]), "pdf").content)
    assert all(any(f"n{number:03}." in page for page in pages) for number in range(300))


def test_a_word_longer_than_its_column_is_broken_not_cut_off():
    pdf = export(make_paper([line(areas="W" * 80, issue="M" * 300)]), "pdf").content
    with pikepdf.open(io.BytesIO(pdf)) as opened_pdf:
        width = float(opened_pdf.pages[0].MediaBox[2])
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0].get_textpage()
        boxes = [page.get_charbox(index) for index in range(page.count_chars())]
    assert max(right for _, _, right, _ in boxes) < width - 50


def test_all_fonts_are_in_the_file(long_paper):
    with opened(long_paper) as pdf:
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        files = [font.DescendantFonts[0].FontDescriptor for font in fonts]
        assert all("/FontFile2" in file or "/FontFile3" in file for file in files)
    assert files


def test_one_text_that_no_font_can_set_leaves_the_others_as_they_are():
    paper = make_paper([line(issue="\ufffc\u0ac0", position="\U0001f600 Ελλάδα"), line(issue="שלום")])
    (page, *_) = pdf_pages(export(paper, "pdf").content)
    assert "[U+0AC0]" in page
    assert "\U0001f600" in page
    assert "Ελλάδα" in page
    assert "[U+05" not in page
