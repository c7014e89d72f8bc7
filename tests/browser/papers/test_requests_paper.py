"""The secretariat takes a board paper in a real browser; the page and the file are read as people read them."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from cbtracker.accounts.permissions import Role
from cbtracker.papers.exporters import FORMATS, export
from requests_log.services.register_import import import_register
from tests.browser.pages import WIDTHS, check_page, faults_of_accessibility
from tests.integration.requests_log.import_files import FIVE, HEADER, MARCH_17, MARCH_22, changed, parsed, secretariat
from tests.reference import reference_data
from tests.unit.papers.examples import MARKING, SPITEFUL, line, make_paper, many_lines, pdf_pages, squeezed, text_of

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "/papers/requests/?as_at=2011-03-22&time=17:00&marking=RESTRICTED"


@pytest.fixture
def register(transactional_db):
    reference_data()
    long = changed(FIVE[0], issue="An_issue_without_a_break" * 12, position="A long sentence. " * 200)
    import_register(parsed(*FIVE, long, header=HEADER), by=secretariat(), effective_at=MARCH_17, now=MARCH_22)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_paper_as_at_a_moment_is_had_in_two_steps(page_of, register, javascript):
    page = page_of(Role.SECRETARIAT, javascript=javascript)
    page.goto("/papers/requests/")
    for label, text in {"Day": "22", "Month": "3", "Year": "2011", "Time": "5pm"}.items():
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_label("Security marking").fill("RESTRICTED")
    page.get_by_role("button", name="Show the paper").click()
    expect(page.get_by_text("As at 22 March 2011, 5:00pm, marked RESTRICTED")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").click()
    assert download.value.suggested_filename == "community-budgets-requests-of-whitehall-2011-03-22-1700.pdf"
    assert squeezed("Schools to take part") in text_of("pdf", Path(download.value.path()).read_bytes())


def test_each_format_is_a_download(page_of, register):
    page = page_of(Role.CHAMPION)
    page.goto(ADDRESS)
    for name, made in FORMATS.items():
        with page.expect_download() as download:
            page.get_by_role("link", name=made.label).click()
        assert squeezed("Shorten delays in court") in text_of(name, Path(download.value.path()).read_bytes())


@pytest.mark.parametrize(
    "query", ["", "?as_at=2011-03-22&time=17:00", "?as_at=2011-01-01", "?as_at=2111-01-01&time=99&marking="]
)
def test_the_page_is_accessible_at_every_width_full_empty_and_wrong(page_of, register, console, query):
    page = page_of(Role.SECRETARIAT)
    page.goto(f"/papers/requests/{query}")
    check_page(page)
    assert [said for said in console if "422" not in said] == []


def open_file(page: Page, folder: Path, lines) -> None:
    file = folder / "paper.html"
    file.write_bytes(export(make_paper(lines), "html").content)
    page.goto(file.as_uri())


@pytest.mark.parametrize("lines", [None, [], [line(issue=text, position=text) for text in SPITEFUL]])
def test_the_web_page_that_is_downloaded_is_accessible_at_every_width(page, tmp_path, lines):
    open_file(page, tmp_path, lines)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert faults_of_accessibility(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_web_page_prints_marking_header_row_and_number_on_every_sheet(page, tmp_path):
    open_file(page, tmp_path, many_lines(120))
    sheets = pdf_pages(page.pdf(prefer_css_page_size=True))
    assert len(sheets) > 5
    for number, sheet in enumerate(sheets, start=1):
        assert squeezed(MARKING) in sheet
        assert f"Page{number}of{len(sheets)}" in sheet
    with_rows = [sheet for sheet in sheets if "HullIssue" in sheet and "Currentstatus" not in sheet]
    assert len(with_rows) > 3
    assert all("AreaIssueDept" in sheet for sheet in with_rows)
