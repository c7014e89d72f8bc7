"""Annex D as files: every figure and blank, the caveat and the marking on every page and sheet, and on record."""

from __future__ import annotations

import hashlib
import io
from datetime import date, datetime

import openpyxl
import pytest
from django.urls import reverse
from docx import Document as WordDocument
from lxml import html
from odfdo import Document

from areas.models import Authority
from cbtracker.accounts.permissions import Role
from cbtracker.audit.models import AuditEvent
from cbtracker.papers.annex_d import DATA, annex_d_paper
from cbtracker.papers.exporters import FORMATS, export
from cbtracker.web.formats import LONDON
from families.presenters import CAVEAT
from families.selectors.annex_d import read_annex_d
from tests.factories.duties import AuthorityMembershipFactory
from tests.factories.people import person
from tests.integration.families.test_annex_d_table import span
from tests.integration.families.test_reference import printed
from tests.reference import reference_data
from tests.unit.papers.examples import csv_rows, pdf_pages, squeezed, text_of

pytestmark = pytest.mark.django_db
DAY = date(2011, 3, 22)
NOW = datetime(2011, 4, 1, 9, tzinfo=LONDON)
MARKING = "OFFICIAL – SENSITIVE"
FIGURES = tuple(name for name in DATA if name.endswith(("_low", "_high", "_mar2010")))


@pytest.fixture
def reference():
    reference_data()


@pytest.fixture
def table(reference):
    return read_annex_d(person(Role.SECRETARIAT), as_at=DAY)


def made(table, format):
    return export(annex_d_paper(table, marking=MARKING, now=NOW), format).content


def as_printed():
    """The cells of each row of the paper's table after its name, as documents print them."""
    for row in printed():
        people = f"{int(row['population_mid2009']):,}" if row["population_mid2009"] else ""
        proposed = (span(row, "supported_2011_12"), span(row, "supported_sr"))
        yield [people, span(row, "fwmp"), span(row, "fwmp_child"), row["accepted_to_mar2010"], *proposed, row["note"]]


def cells_of(format, content):
    """The cells of the first table of a document, row by row, without its header and its total."""
    if format == "html":
        rows = html.fromstring(content).find(".//table").findall("tbody/tr")
        found = [[cell.text_content() for cell in row] for row in rows]
    elif format == "docx":
        rows = WordDocument(io.BytesIO(content)).tables[0].rows[1:]
        found = [[cell.text for cell in row.cells] for row in rows]
    else:
        rows = Document(io.BytesIO(content)).body.get_elements("//table:table")[0].get_elements("table:table-row")
        found = [["".join(cell.itertext()) for cell in row._Element__element.findall("{*}table-cell")] for row in rows]
    return [[" ".join(cell.split()) for cell in row] for row in found[:-1]]


@pytest.mark.parametrize("format", ["html", "odt", "docx"])
def test_a_document_holds_every_figure_of_the_paper_in_its_cell_and_every_blank(table, format):
    assert [row[1:] for row in cells_of(format, made(table, format))] == list(as_printed())


def test_the_pdf_holds_every_figure_of_the_paper_in_the_papers_order(table):
    text, cursor = text_of("pdf", made(table, "pdf")), 0
    for row in as_printed():
        for cell in row[:-1]:
            cursor = text.index(squeezed(cell), cursor)
        assert squeezed(row[-1].split(";")[0]) in text or not row[-1]


def data_of(format, content):
    if format == "csv":
        rows = csv_rows(content)
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(content))["Annex D"]
        rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(min_row=3, values_only=True)]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_the_data_hold_every_figure_of_the_paper_and_every_blank(table, format):
    found = data_of(format, made(table, format))
    for row, told in zip(found, printed(), strict=True):
        assert {name: row[name] for name in FIGURES} == {name: told[name] for name in FIGURES}
        assert (row["population"], row["gss_code"], row["comments"]) == (
            told["population_mid2009"],
            told["gss_code"],
            told["note"],
        )


def test_every_page_of_the_pdf_has_the_caveat_and_the_marking(table):
    pages = pdf_pages(made(table, "pdf"))
    assert len(pages) > 1
    for page in pages:
        assert squeezed(CAVEAT) in page
        assert squeezed(MARKING) in page


@pytest.mark.parametrize("format", ["odt", "docx"])
def test_header_and_footer_of_an_editable_document_hold_marking_and_caveat(table, format):
    content = made(table, format)
    if format == "docx":
        section = WordDocument(io.BytesIO(content)).sections[0]
        said = [paragraph.text for part in (section.header, section.footer) for paragraph in part.paragraphs]
        assert section.page_width > section.page_height
    else:
        master = Document(io.BytesIO(content)).get_style("master-page", "Standard")
        said = [paragraph.inner_text for paragraph in master.get_elements("*/text:p")]
    assert MARKING in said
    assert CAVEAT in said


def test_the_web_page_prints_the_caveat_on_every_sheet_and_says_it_at_both_ends(table):
    text = made(table, "html").decode()
    assert text.count(CAVEAT) == 2
    margin = text.split("@bottom-left")[1].split("}")[0]
    assert "estimates" in margin
    assert "judge" in margin


def test_every_sheet_of_the_workbook_has_the_caveat_and_the_marking_and_offers_no_filter(table):
    book = openpyxl.load_workbook(io.BytesIO(made(table, "xlsx")))
    assert book.sheetnames == ["Annex D", "Notes to Annex D"]
    for sheet in book:
        assert (sheet["A1"].value, sheet["A2"].value) == (MARKING, CAVEAT)
        assert sheet.oddHeader.center.text.endswith(MARKING)
        assert sheet.print_title_rows == "$1:$3"
        assert sheet.auto_filter.ref is None


def test_every_row_of_the_csv_takes_marking_and_caveat_along(table):
    names, *rows = csv_rows(made(table, "csv"))
    assert names[-2:] == ["marking", "caveat"]
    assert {tuple(row[-2:]) for row in rows} == {(MARKING, CAVEAT)}


def ask(client, user, format, **query):
    client.force_login(user)
    address = reverse("papers:annex_d_file", kwargs={"format": format})
    return client.get(address, {"as_at": "2011-03-22", "marking": MARKING, **query})


@pytest.mark.usefixtures("reference")
@pytest.mark.parametrize("format", list(FORMATS))
def test_each_format_comes_as_a_file_with_its_name(client, format):
    response = ask(client, person(Role.CHAMPION), format)
    assert response.status_code == 200
    assert response["Content-Type"] == FORMATS[format].content_type
    assert f'filename="annex-d-proposals-beside-estimates-2011-03-22-2359.{format}"' in response["Content-Disposition"]


@pytest.mark.usefixtures("reference")
def test_an_officers_file_holds_the_own_row_alone(client):
    officer = person(Role.OFFICER)
    AuthorityMembershipFactory(user=officer, authority=Authority.objects.get(short_name="Barnet"))
    names, *rows = csv_rows(ask(client, officer, "csv").content)
    assert [row[names.index("name")] for row in rows] == ["Barnet"]
    assert rows[0][names.index("accepted_to_mar2010")] == "Fewer than 5"
    text = text_of("pdf", ask(client, officer, "pdf").content)
    assert "PreparedforBarnet" in text
    assert "Birmingham" not in text
    assert "Annex D as published" not in text


@pytest.mark.usefixtures("reference")
def test_who_took_a_file_is_on_record_without_a_figure(client):
    champion = person(Role.CHAMPION)
    content = ask(client, champion, "csv").content
    event = AuditEvent.objects.get(verb="papers.exported")
    assert event.actor_name == str(champion)
    assert event.data == {
        "file": "annex-d-proposals-beside-estimates-2011-03-22-2359.csv",
        "format": "csv",
        "as_at": "2011-03-22T23:59:00+00:00",
        "marking": MARKING,
        "digest": hashlib.sha256(content).hexdigest(),
    }


@pytest.mark.parametrize("role", [Role.PARTNER, Role.ADMINISTRATOR])
def test_there_is_no_file_for_partners_and_administrators(client, role):
    assert ask(client, person(role), "csv").status_code == 404
    assert not AuditEvent.objects.filter(verb="papers.exported").exists()


def test_a_format_that_there_is_not_is_not_found_and_a_wrong_day_is_told_on_the_page(client):
    client.force_login(person(Role.SECRETARIAT))
    assert client.get("/families/annex-d/annex-d.rtf").status_code == 404
    response = ask(client, person(Role.SECRETARIAT), "csv", as_at="2111-01-01")
    assert response.status_code == 422
    assert b"govuk-error-summary" in response.content


def test_the_table_of_today_is_as_at_now_and_an_empty_one_says_so():
    today = read_annex_d(person(Role.SECRETARIAT), as_at=NOW.date())
    paper = annex_d_paper(today, marking=MARKING, now=NOW)
    assert paper.as_at == NOW
    text = text_of("html", export(paper, "html").content)
    assert squeezed("There is nothing to show as at this day.") in text
    assert squeezed("No estimates have been loaded yet.") in text
