"""From a file, through the register, to a paper and back: nothing is lost on the way (issue 2, done means 3)."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from areas.models import Area
from cbtracker.papers.exporters import FORMATS, export
from cbtracker.papers.place_sheet import place_sheet
from tests.factories.people import UserFactory
from tests.integration.requests_log.import_files import workstream
from tests.reference import reference_data
from tests.unit.papers.examples import csv_rows, pdf_pages, squeezed, text_of, xlsx_rows

FILE = Path(settings.BASE_DIR) / "requests_log" / "reference" / "f004_requests.csv"
COLUMNS = ("areas", "issue", "departments", "position")


@pytest.fixture
def rows():
    """The 33 requests of F004 as facts, in their printed order."""
    return list(csv.DictReader(FILE.read_text(encoding="utf-8-sig").splitlines()))


@pytest.fixture
def register(db, rows):
    reference_data()
    for order, name in enumerate(dict.fromkeys(row["workstream"] for row in rows if row["workstream"]), start=1):
        workstream(name, order)
    call_command("import_register", str(FILE), effective_on=date(2011, 3, 17), verbosity=0)


def exported(tmp_path, format):
    path = tmp_path / f"paper.{format}"
    call_command("export_paper", "requests", as_at="2011-03-22T17:00", format=format, output=str(path), verbosity=0)
    return path.read_bytes()


@pytest.mark.parametrize("format", list(FORMATS))
def test_every_format_holds_all_of_the_imported_file(tmp_path, register, rows, format):
    text = text_of(format, exported(tmp_path, format))
    missing = [(row["issue"], name) for row in rows for name in COLUMNS if squeezed(row[name]) not in text]
    assert len(rows) == 33
    assert missing == []


@pytest.mark.parametrize(("format", "read"), [("csv", csv_rows), ("xlsx", xlsx_rows)])
def test_the_data_are_the_imported_file_row_by_row_in_its_order(tmp_path, register, rows, format, read):
    data = [row[2:] for row in read(exported(tmp_path, format))[1:]]
    assert data == [[row[name] for name in COLUMNS] for row in rows]


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_an_exported_paper_imported_again_changes_nothing(tmp_path, register, capsys, format):
    exported(tmp_path, format)
    call_command("import_register", str(tmp_path / f"paper.{format}"), effective_on=date(2011, 3, 17))
    assert "Nothing to change" in capsys.readouterr().out


def test_each_place_of_the_first_phase_has_a_sheet_of_one_page(register):
    user, now = UserFactory(role="secretariat"), datetime(2011, 3, 22, 17, tzinfo=UTC)
    pages = {}
    for area in Area.objects.all():
        sheet = place_sheet(area, user=user, as_at=now, now=now, marking="OFFICIAL")
        pages[area.name] = len(pdf_pages(export(sheet, "pdf").content))
    assert len(pages) == 16
    assert set(pages.values()) == {1}, pages
