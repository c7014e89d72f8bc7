"""The command that writes a paper to a file."""

import hashlib
import io
import os

import pytest
import time_machine
from django.core.management import CommandError, call_command

from cbtracker.audit.models import AuditEvent
from cbtracker.papers.exporters import FORMATS
from tests.integration.papers.conftest import EARLY_ROW, LATE_ROW
from tests.reference import reference_data
from tests.unit.papers.examples import csv_rows, text_of


def export_to(path, format="csv", **options):
    out = io.StringIO()
    call_command("export_paper", "requests", format=format, output=str(path), stdout=out, **options)
    return out.getvalue()


def test_as_at_between_two_changes_gives_the_earlier_text_areas_and_departments(tmp_path, changing):
    export_to(tmp_path / "early.csv", as_at="2011-03-20T12:00")
    export_to(tmp_path / "late.csv", as_at="2011-03-22T17:00")
    assert csv_rows((tmp_path / "early.csv").read_bytes())[1:] == [EARLY_ROW]
    assert csv_rows((tmp_path / "late.csv").read_bytes())[1:] == [LATE_ROW]


@pytest.mark.parametrize("format", list(FORMATS))
def test_every_format_can_be_written(tmp_path, changing, format):
    said = export_to(tmp_path / f"paper.{format}", format=format, as_at="2011-03-22T17:00", marking="RESTRICTED")
    assert said == f"Wrote {tmp_path / f'paper.{format}'}: As at 22 March 2011, 5:00pm, 1 request.\n"
    content = (tmp_path / f"paper.{format}").read_bytes()
    assert "Courtsmayjointoo." in text_of(format, content)


def test_the_file_that_was_written_is_on_record_by_its_digest_and_one_that_was_not_is_not(tmp_path, changing):
    export_to(tmp_path / "paper.csv", as_at="2011-03-22T17:00")
    event = AuditEvent.objects.get(verb="papers.exported")
    assert (event.actor_name, event.object_type, event.data["format"]) == ("cbtracker", "papers.file", "csv")
    assert event.data["digest"] == hashlib.sha256((tmp_path / "paper.csv").read_bytes()).hexdigest()
    (tmp_path / f".paper.csv.{os.getpid()}.part").mkdir()
    with pytest.raises(CommandError, match="could not be written"):
        export_to(tmp_path / "paper.csv")
    assert AuditEvent.objects.filter(verb="papers.exported").count() == 1


def test_without_a_moment_the_paper_is_as_at_now(tmp_path, changing):
    with time_machine.travel("2011-04-01T09:30:00+01:00", tick=False):
        assert "As at 1 April 2011, 9:30am" in export_to(tmp_path / "now.csv")


@pytest.mark.parametrize(
    ("as_at", "rows"),
    [
        ("2011-03-22", [EARLY_ROW]),
        ("2011-03-22T09:00", [LATE_ROW]),
        ("2011-03-22T09:00+01:00", [EARLY_ROW]),
        ("2011-03-22T09:00Z", [LATE_ROW]),
        ("2011-03-16", []),
    ],
)
def test_a_moment_without_a_zone_is_london_s_and_a_date_is_its_beginning(tmp_path, changing, as_at, rows):
    export_to(tmp_path / "paper.csv", as_at=as_at)
    assert csv_rows((tmp_path / "paper.csv").read_bytes())[1:] == rows


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"format": "rtf"}, "There is no format “rtf”. Choose one of: html, pdf, odt, docx, csv, xlsx."),
        ({"as_at": "last week"}, "“last week” is not a date or time. Write it like 2011-03-22"),
        ({"as_at": "2111-12-31"}, "31 December 2111, midnight is in the future"),
        ({"marking": " "}, "A paper needs a marking"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(tmp_path, changing, options, message):
    with pytest.raises(CommandError, match=message.replace(".", r"\.")):
        export_to(tmp_path / "paper.csv", **options)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_named(tmp_path, world):
    with pytest.raises(CommandError, match="There is no folder"):
        export_to(tmp_path / "nowhere" / "paper.csv")


def test_a_folder_is_not_written_over(tmp_path, world):
    with pytest.raises(CommandError, match="is not a file"):
        export_to(tmp_path)


def test_a_paper_that_cannot_be_put_in_place_leaves_the_old_one_whole(tmp_path, world, monkeypatch):
    old = tmp_path / "paper.csv"
    old.write_bytes(b"the old paper")

    def full(*args):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(CommandError, match="could not be written: No space left on device"):
        export_to(old)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("paper.csv", b"the old paper")]


def test_a_complete_paper_replaces_the_old_one(tmp_path, changing):
    old = tmp_path / "paper.csv"
    old.write_bytes(b"the old paper")
    export_to(old)
    assert [path.name for path in tmp_path.iterdir()] == ["paper.csv"]
    assert csv_rows(old.read_bytes())[1:] == [LATE_ROW]


@pytest.mark.django_db
def test_annex_d_is_written_as_at_the_day_and_holds_every_row(tmp_path):
    reference_data()
    out = io.StringIO()
    path = tmp_path / "d.csv"
    call_command("export_paper", "annex-d", format="csv", output=str(path), as_at="2011-03-22T17:00", stdout=out)
    assert out.getvalue() == f"Wrote {path}: As at 22 March 2011, 5:00pm, 30 rows.\n"
    assert ["area", "Barnet", "Barnet", "E09000003", "343100", "640", "770"] in [
        row[:7] for row in csv_rows(path.read_bytes())
    ]
    event = AuditEvent.objects.get(verb="papers.exported")
    assert "640" not in str({key: value for key, value in event.data.items() if key != "digest"})
