import re
from itertools import pairwise

import pytest
from lxml import html

from cbtracker.papers.exporters import export
from cbtracker.papers.exporters.rendering import css_string
from tests.unit.papers.examples import MARKING, SPITEFUL, line, make_paper


@pytest.fixture(scope="module")
def page():
    return html.document_fromstring(export(make_paper(), "html").content.decode())


def test_the_page_has_a_language_one_title_and_headings_without_gaps(page):
    assert page.get("lang") == "en-GB"
    assert page.findtext(".//title") == "Community Budgets: requests of Whitehall – As at 22 March 2011, 5:00pm"
    levels = [int(element.tag[1]) for element in page.iter("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_tables_have_a_caption_and_column_headers(page):
    tables = page.findall(".//table")
    assert len(tables) == 2
    for table in tables:
        assert table.findtext("caption").strip()
        assert [cell.get("scope") for cell in table.findall("thead/tr/th")] == ["col"] * 4
        assert all(len(row.findall("td")) == 4 for row in table.findall("tbody/tr"))


def test_a_table_that_scrolls_can_be_reached_by_keyboard_and_has_a_name(page):
    for region in page.find_class("table-scroll"):
        assert (region.get("role"), region.get("tabindex")) == ("region", "0")
        assert region.get("aria-label") == region.findtext(".//caption")


def test_the_marking_stands_above_and_below_and_on_every_printed_page(page):
    assert [element.text for element in page.find_class("marking")] == [MARKING, MARKING]
    style = page.findtext(".//style")
    assert f"@top-center {{ content: {css_string(MARKING)};" in style
    assert "counter(page)" in style
    assert "table-header-group" in style


def test_the_file_needs_nothing_else_and_runs_nothing(page):
    assert not list(page.iter("script", "link", "img", "iframe"))
    assert "url(" not in page.findtext(".//style")


@pytest.mark.parametrize("text", [*SPITEFUL, "</style><script>alert(1)</script>", '"; } body { display: none', "\\"])
def test_a_marking_cannot_end_the_style_early(text):
    assert re.fullmatch(r'"(?:[A-Za-z0-9]|\\[0-9a-f]{6})*"', css_string(text))
    file = export(make_paper([line(issue=text)], marking=text), "html").content.decode()
    assert not list(html.document_fromstring(file).iter("script"))


def test_lines_of_a_text_stay_lines(page):
    cell = page.findall(".//table")[0].findall("tbody/tr")[0].findall("td")[3]
    assert [cell.text, cell.find("br").tail] == ["Free to pool.", "More next week."]
