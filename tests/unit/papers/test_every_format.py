import datetime
import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cbtracker.papers.exporters import FORMATS, UnknownFormat, export, export_all
from cbtracker.papers.exporters.fonts import with_glyphs
from cbtracker.web.texts.printable import lines_of, printable
from tests.unit.papers.examples import LINES, MARKING, SPITEFUL, line, make_paper, many_lines, squeezed, text_of

DOCUMENTS = ("html", "odt", "docx", "pdf")


def in_order(text, parts):
    """The parts of which each is found in `text` after the one before it; all of them where all is well."""
    found, cursor = [], 0
    for part in parts:
        place = text.find(squeezed(part), cursor)
        if place < 0:
            return found
        found.append(part)
        cursor = place + len(squeezed(part))
    return found


def parts_of(row):
    """What is printed of one request, in the order of its section."""
    positions = row.position.split("\n")
    if row.section in ("to_resolve", "addressed"):
        return [row.areas, row.issue, row.departments, *positions]
    return [row.areas, row.departments, row.issue, *positions]


def as_printed(format, text):
    """`text` as a reader of the format finds it: the PDF names characters that no font has."""
    return with_glyphs(printable(text)) if format == "pdf" else printable(text)


@pytest.mark.parametrize("format", DOCUMENTS)
def test_a_document_holds_every_label_and_text_in_order(format):
    paper = make_paper()
    parts = [part for row in paper.lines for part in parts_of(row)]
    assert in_order(text_of(format, export(paper, format).content), parts) == parts


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_data_hold_every_label_and_text_in_order(format):
    paper = make_paper()
    parts = [part for row in paper.lines for part in (row.areas, row.issue, row.departments, row.position)]
    assert in_order(text_of(format, export(paper, format).content), parts) == parts


@pytest.mark.parametrize("format", DOCUMENTS)
def test_a_document_of_many_pages_loses_and_reorders_nothing(format):
    paper = make_paper(many_lines(120))
    parts = [part for row in paper.lines for part in (row.issue, *row.position.split("\n"))]
    assert in_order(text_of(format, export(paper, format).content), parts) == parts


def test_the_check_of_order_notices_what_is_missing_or_moved():
    assert in_order("onetwothree", ["one", "three", "two"]) == ["one", "three"]
    assert in_order("onethree", ["one", "two"]) == ["one"]


@pytest.mark.parametrize("format", DOCUMENTS)
def test_titles_as_at_line_and_audience_stand_in_a_document(format):
    text = text_of(format, export(make_paper(audience="the CB Group"), format).content)
    assert squeezed("Community Budgets: requests of Whitehall") in text
    assert squeezed("As at 22 March 2011, 5:00pm") in text
    assert squeezed("Prepared for the CB Group") in text


@pytest.mark.parametrize("format", DOCUMENTS)
@pytest.mark.parametrize("section", ["to_resolve", "workstream", "later"])
def test_text_that_looks_like_markup_is_printed_as_text(format, section):
    paper = make_paper([line(section, issue=text, position=text) for text in SPITEFUL])
    texts = [text for text in SPITEFUL if not is_right_to_left(text) for _ in ("issue", "position")]
    parts = [part for text in texts for part in lines_of(as_printed(format, text))]
    content = text_of(format, export(paper, format).content)
    if format == "pdf":
        content, parts = without_invisible(without_furniture(content)), [without_invisible(part) for part in parts]
    assert in_order(content, parts) == parts


@pytest.mark.parametrize("format", ["html", "odt", "docx"])
def test_right_to_left_text_is_kept_in_its_own_order(format):
    texts = [text for text in SPITEFUL if is_right_to_left(text)]
    paper = make_paper([line(issue=text, position=text) for text in texts])
    assert in_order(text_of(format, export(paper, format).content), texts) == texts


@pytest.mark.parametrize("format", DOCUMENTS)
def test_a_text_of_twenty_thousand_characters_is_printed_whole(format):
    words = [f"word{number:05}" for number in range(2000)]
    paper = make_paper([line(position=" ".join(words)), line("later", position=" ".join(words))])
    found = in_order(text_of(format, export(paper, format).content), words * 2)
    assert len(found) == 4000


@pytest.mark.parametrize("format", list(FORMATS))
def test_an_empty_register_makes_a_file_in_every_format(format):
    file = export(make_paper([]), format)
    assert file.content
    assert file.content_type == FORMATS[format].content_type
    assert file.name == f"community-budgets-requests-of-whitehall-2011-03-22-1700.{format}"


@pytest.mark.parametrize("format", list(FORMATS))
def test_spiteful_title_and_marking_break_no_format(format):
    for text in SPITEFUL:
        assert export(make_paper(title=text, marking=text), format).content


def test_a_paper_made_twice_is_the_same_pdf():
    first, second = (export(make_paper(), "pdf").content for _ in range(2))
    assert first == second


def test_a_format_that_there_is_not_is_refused_with_those_that_there_are():
    with pytest.raises(UnknownFormat, match=r"“rtf”\. Choose one of: html, pdf, odt, docx, csv, xlsx"):
        export(make_paper(), "rtf")


def test_a_file_is_named_by_the_time_of_london():
    moment = datetime.datetime(2011, 7, 1, 23, 30, tzinfo=datetime.UTC)
    assert export(make_paper(as_at=moment, title="Überblick!"), "csv").name == "berblick-2011-07-02-0030.csv"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(st.characters(), max_size=40))
def test_no_text_whatever_breaks_the_pdf(text):
    paper = make_paper(
        [line(areas=text, issue=text), line("workstream", workstream=text), line("later", position=text)]
    )
    assert export(paper, "pdf").content.startswith(b"%PDF")


@pytest.mark.parametrize("format", ["html", "odt", "docx"])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(st.characters(), max_size=40))
def test_any_text_whatever_stands_in_an_editable_document(format, text):
    paper = make_paper([line(issue=text), line("later", position=text)])
    shown = squeezed(printable(text)).replace("\xad", "")  # Word has an element of its own for the soft hyphen
    assert shown in text_of(format, export(paper, format).content).replace("\xad", "")


def is_right_to_left(text):
    return any("\u0590" <= char <= "\u06ff" or char == "\u202e" for char in text)


def without_invisible(text):
    """Without what a PDF draws nothing for, and with accents apart: fonts join them in their own ways."""
    return "".join(
        char for char in unicodedata.normalize("NFD", text) if unicodedata.category(char) not in ("Cf", "Mn")
    )


def without_furniture(content):
    """The text of a PDF without what stands above and below each page, which may come between two lines."""
    return re.sub(f"{re.escape(squeezed(MARKING))}|Asat22March2011,5:00pmPage\\d+of\\d+", "", content)


def test_the_marking_of_the_examples_would_break_a_careless_exporter():
    assert {"<", "&", '"'} <= set(MARKING)
    assert len(LINES) == 8


def test_several_papers_in_several_formats_at_once_are_the_files_that_one_by_one_gives():
    papers = [make_paper(title=f"Paper {number}") for number in range(3)]
    made = export_all(papers, ("html", "pdf", "odt", "docx", "xlsx"))
    assert [list(files) for files in made] == [["html", "pdf", "odt", "docx", "xlsx"]] * 3
    for paper, files in zip(papers, made, strict=True):
        assert files["html"] == export(paper, "html")
        assert files["pdf"] == export(paper, "pdf")
        assert text_of("odt", files["odt"].content) == text_of("odt", export(paper, "odt").content)
        assert {file.name for file in files.values()} == {export(paper, format).name for format in files}


def test_one_file_that_cannot_be_made_leaves_none(monkeypatch):
    def broken(paper):
        raise RuntimeError("Pandoc could not convert the paper.")

    formats = {**FORMATS, "odt": replace(FORMATS["odt"], make=broken)}
    monkeypatch.setattr("cbtracker.papers.exporters.registry.FORMATS", formats)
    with pytest.raises(RuntimeError, match="Pandoc could not"):
        export_all([make_paper()] * 2, ("html", "odt", "xlsx"))
    with pytest.raises(UnknownFormat):
        export_all([make_paper()], ("html", "rtf"))
