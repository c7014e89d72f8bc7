"""The blocks of a paper on a page of ours."""

from django.template import engines
from lxml import html

from cbtracker.web.texts.printable import printable
from tests.unit.papers.examples import ALL_BLOCKS, DETAILS, SPITEFUL, paper_of
from tests.unit.papers.test_blocks import blocks_with

PAGE = '{% from "papers/_preview.html" import preview with context %}{{ preview(paper) }}'


def previewed(paper):
    return html.fromstring(engines["jinja"].from_string(PAGE).render({"paper": paper}))


def test_every_block_is_drawn_with_the_components_of_the_house():
    section = previewed(paper_of(ALL_BLOCKS, details=DETAILS))
    assert "replaces issue 1" in section.find_class("govuk-body")[0].text_content()
    assert "corrects the status" in section.find_class("govuk-inset-text")[0].text_content()
    (comparison,) = section.find_class("cb-paper__comparison")
    assert comparison.text_content() == (
        "DH [removed: will be sending] [added: sent] a note on Clusters to all 16 areas [added: on 23 March]."
    )
    assert [element.text for element in comparison.iter("del")] == ["will be sending"]
    assert len(list(comparison.iter("ins"))) == 2
    assert [(element.get("start"), element.get("type")) for element in section.iter("ol")] == [("4", None), (None, "a")]
    assert len(section.findall(".//ul//ul/li")) == 1
    numbers = [cell.text for cell in section.find_class("govuk-table__cell--numeric")]
    assert numbers == ["7", "12", None]
    assert [head.get("class").split()[1] for head in section.iter("th")] == ["cb-width-60", "cb-width-40"]


def test_headings_are_one_level_lower_than_in_the_file():
    section = previewed(paper_of(ALL_BLOCKS))
    assert [element.tag for element in section.iter("h1", "h2", "h3")] == ["h2", "h3"]


def test_nothing_in_a_block_becomes_markup():
    section = previewed(paper_of([block for text in SPITEFUL for block in blocks_with(printable(text))]))
    assert not list(section.iter("script", "b", "a", "img"))
    assert "alert(1)" in section.text_content()
