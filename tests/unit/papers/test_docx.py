import io

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Cm

from cbtracker.papers.exporters import export
from tests.unit.papers.examples import MARKING, line, make_paper, many_lines


@pytest.fixture(scope="module")
def document():
    return docx.Document(io.BytesIO(export(make_paper(), "docx").content))


def test_marking_and_page_numbers_stand_in_every_section(document):
    (section,) = document.sections
    assert section.header.paragraphs[0].text == MARKING
    footer = section.footer.paragraphs[0]
    assert footer.text.startswith("As at 22 March 2011, 5:00pm\tPage ")
    assert [field.get(qn("w:instr")) for field in footer._p.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]
    assert not section.different_first_page_header_footer


def test_the_page_is_a4(document):
    section = document.sections[0]
    assert abs(section.page_width - Cm(21)) < Cm(0.01)
    assert abs(section.page_height - Cm(29.7)) < Cm(0.01)


def test_headings_are_headings_by_style(document):
    styles = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style.name.startswith("Heading")]
    assert styles == [f"Heading {level}" for level in (1, 2, 3, 4, 4, 3, 2)]


def test_annex_b_begins_a_page(document):
    breaks = [paragraph.text for paragraph in document.paragraphs if paragraph.paragraph_format.page_break_before]
    assert breaks == ["Annex B: requests that have been addressed"]


def test_each_table_repeats_its_header_row_and_keeps_its_rows_whole(document):
    assert len(document.tables) == 2
    for table in document.tables:
        rows = [row._tr for row in table.rows]
        assert [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows] == [True, False, False]
        assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)
        assert table.rows[0].cells[0].paragraphs[0].style.name == "Table Heading"


def test_only_a_row_that_could_be_longer_than_a_page_may_be_cut():
    paper = make_paper([line(position="word " * 4000), line(position="\n".join("x" * 60)), *many_lines(5)])
    table = docx.Document(io.BytesIO(export(paper, "docx").content)).tables[0]
    whole = [row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows]
    assert whole == [True, False, False, True, True]


def test_columns_fill_the_width_between_the_margins(document):
    widths = [column.w for column in document.tables[0]._tbl.tblGrid.gridCol_lst]
    assert abs(sum(widths) - Cm(17)) < Cm(0.1)


def test_title_language_and_moment_are_in_the_properties(document):
    properties = document.core_properties
    assert properties.title == "Community Budgets: requests of Whitehall"
    assert properties.language == "en-GB"
    assert properties.subject == "As at 22 March 2011, 5:00pm"
    assert properties.category == MARKING
    defaults = document.styles.element.find(qn("w:docDefaults"))
    assert defaults.find(f".//{qn('w:lang')}").get(qn("w:val")) == "en-GB"
