"""`manage.py import_register`."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

import requests_log
from requests_log.models import ChangeBatch, LoggedRequest, Revision
from tests.integration.requests_log.import_files import COURTS, FIVE, SCHOOLS, changed, csv_file
from tests.reference import reference_data

pytestmark = pytest.mark.django_db
F004 = Path(requests_log.__file__).parent / "reference" / "f004_requests.csv"


@pytest.fixture
def places():
    reference_data()


@pytest.fixture
def file(tmp_path, places) -> Path:
    path = tmp_path / "requests.csv"
    path.write_bytes(csv_file(*FIVE))
    return path


def run(path: Path, *options: str) -> str:
    out = io.StringIO()
    call_command("import_register", str(path), *options, stdout=out, stderr=out)
    return out.getvalue()


def test_the_file_of_f004_makes_its_33_requests_and_a_second_time_none(places):
    assert "33 created" in run(F004, "--effective-on", "2011-03-17")
    assert "Nothing to change" in run(F004, "--effective-on", "2011-03-17")
    assert LoggedRequest.objects.count() == 33
    assert ChangeBatch.objects.count() == 1
    assert {revision.by_name for revision in Revision.objects.all()} == {"cbtracker"}


def test_a_day_in_summer_begins_at_midnight_in_london(file):
    run(file, "--effective-on", "2011-07-01")
    assert Revision.objects.first().effective_at == datetime(2011, 6, 30, 23, 0, tzinfo=UTC)
    assert LoggedRequest.objects.first().raised_on.isoformat() == "2011-07-01"


def test_a_dry_run_says_what_would_happen_and_changes_nothing(file):
    said = run(file, "--dry-run")
    assert "Row 2: new. Schools to take part" in said
    assert "Nothing was changed. It would be: 5 created, 0 changed, 0 unchanged." in said
    assert LoggedRequest.objects.count() == 0
    run(file)
    file.write_bytes(csv_file(changed(SCHOOLS, position="Decided."), COURTS))
    assert "Row 2: CB-0001 changes its position." in run(file, "--dry-run")


@pytest.mark.parametrize("options", [[], ["--dry-run"]])
def test_faults_are_listed_by_row_and_column_and_nothing_is_changed(file, options):
    file.write_bytes(csv_file(SCHOOLS, changed(COURTS, areas="Swindom", departments="")))
    with pytest.raises(CommandError) as caught:
        run(file, *options)
    assert "Row 3, areas: “Swindom” is not a known area or authority. Nearest known: Swindon." in str(caught.value)
    assert "Row 3, departments: Say which departments" in str(caught.value)
    assert LoggedRequest.objects.count() == 0


def test_a_file_that_cannot_be_read_or_is_too_large_is_refused(file, settings):
    with pytest.raises(CommandError, match="cannot be read"):
        run(file.with_name("none.csv"))
    settings.IMPORT_MAX_BYTES = 10
    with pytest.raises(CommandError, match="larger than"):
        run(file)


def test_a_day_that_is_none_is_refused(file):
    with pytest.raises(CommandError, match="“April” is not a date"):
        run(file, "--effective-on", "April")


def test_a_warning_is_said(file):
    file.write_bytes(csv_file(changed(SCHOOLS, position="£1m")).decode("utf-8-sig").encode("cp1252"))
    assert "Windows-1252" in run(file)
