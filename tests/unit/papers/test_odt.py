import io

import pytest
from odfdo import Document

from cbtracker.papers.exporters import export
from tests.unit.papers.examples import MARKING, line, make_paper, many_lines


@pytest.fixture(scope="module")
def document():
    return Document(io.BytesIO(export(make_paper(), "odt").content))


def properties_of(document, family, name, area):
    return document.get_style(family, name).get_properties(area=area)


def test_marking_and_page_numbers_stand_in_the_only_page_style(document):
    (master,) = document.get_styles("master-page")
    assert master.get_page_header().text_recursive.strip() == MARKING
    footer = master.get_page_footer()
    assert footer.text_recursive.replace("\t", " ").startswith("As at 22 March 2011, 5:00pm")
    assert footer.get_element("//text:page-number") is not None
    assert footer.get_element("//text:page-count") is not None
    assert [child.tag for child in master.children] == ["style:header", "style:footer"]


def test_the_page_is_a4(document):
    (layout,) = document.get_styles("page-layout")
    properties = layout.get_properties(area="page-layout")
    assert (properties["fo:page-width"], properties["fo:page-height"]) == ("21.0cm", "29.7cm")


def test_headings_are_headings_by_level(document):
    headings = [(h.get_attribute("text:outline-level"), h.text_recursive.strip()) for h in document.body.get_headers()]
    assert headings[:2] == [
        ("1", "Community Budgets: requests of Whitehall"),
        ("2", "Annex A: requests to be concluded"),
    ]
    assert [level for level, _ in headings] == ["1", "2", "3", "4", "4", "3", "2"]


def test_annex_b_begins_a_page(document):
    last = document.body.get_headers()[-1]
    properties = properties_of(document, "paragraph", last.get_attribute("text:style-name"), "paragraph")
    assert properties["fo:break-before"] == "page"


def test_each_table_repeats_its_header_row_and_keeps_its_rows_whole(document):
    tables = document.body.get_elements("//table:table")
    assert len(tables) == 2
    for table in tables:
        (head,) = table.get_elements("table:table-header-rows/table:table-row")
        assert head.text_recursive.split()[0] == "Area"
        rows = [head, *table.get_elements("table:table-row")]
        assert len(rows) == 3
        for row in rows:
            style = row.get_attribute("table:style-name")
            assert properties_of(document, "table-row", style, "table-row")["fo:keep-together"] == "always"


def test_only_a_row_that_could_be_longer_than_a_page_may_be_cut():
    paper = make_paper([line(position="word " * 4000), line(position="\n".join("x" * 60)), *many_lines(5)])
    document = Document(io.BytesIO(export(paper, "odt").content))
    rows = document.body.get_elements("//table:table")[0].get_elements("table:table-row")
    styles = [row.get_attribute("table:style-name") for row in rows]
    together = [properties_of(document, "table-row", style, "table-row")["fo:keep-together"] for style in styles]
    assert together == ["auto", "auto", "always", "always"]


def test_title_language_and_moment_are_in_the_properties(document):
    assert document.meta.title == "Community Budgets: requests of Whitehall"
    assert document.meta.language == "en-GB"
    assert document.meta.subject == "As at 22 March 2011, 5:00pm"
    default = document.get_style("paragraph").get_properties(area="text")
    assert (default["fo:language"], default["fo:country"]) == ("en", "GB")
