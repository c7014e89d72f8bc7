"""Large downloads: what a cell holds, and that memory does not grow with the rows."""

from __future__ import annotations

import csv
import datetime as dt
import io
import tracemalloc

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbtracker.web import streaming
from cbtracker.web.spreadsheet_safe import restore

HEADER = ["reference", "issue"]


def csv_text(rows) -> str:
    return streaming.csv_response("requests", HEADER, rows).getvalue().decode()


def test_csv_begins_with_a_mark_for_excel_and_ends_its_lines_with_crlf():
    assert csv_text([["CB-0001", 'Say "yes", now\nor later']]) == (
        '\ufeffreference,issue\r\nCB-0001,"Say ""yes"", now\nor later"\r\n'
    )


def test_csv_of_no_rows_is_its_header():
    assert csv_text([]) == "\ufeffreference,issue\r\n"


def test_moments_are_london_times_and_blank_is_not_zero():
    moment = dt.datetime(2011, 6, 1, 23, 30, tzinfo=dt.UTC)
    assert csv_text([[moment, dt.date(2011, 4, 1)], [None, 0]]).splitlines()[1:] == [
        "2011-06-02T00:30:00+01:00,2011-04-01",
        ",0",
    ]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1"])
def test_cell_that_a_spreadsheet_could_run_is_neutralised_in_both_kinds(cell):
    assert csv_text([["CB-0001", cell]]).splitlines()[1] != f"CB-0001,{cell}"
    sheet = openpyxl.load_workbook(streaming.xlsx_file(HEADER, [["CB-0001", cell]])).active
    assert sheet["B2"].data_type == "s"
    assert restore(sheet["B2"].value) == cell


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20), min_size=1, max_size=4))
def test_csv_cells_come_back_as_they_were(cells):
    rows = list(csv.reader(io.StringIO(csv_text([cells]), newline="")))
    assert [restore(cell) for cell in rows[1]] == cells


def test_download_is_named_and_typed():
    response = streaming.csv_response("requests", HEADER, [])
    assert response["Content-Disposition"] == 'attachment; filename="requests.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    response = streaming.xlsx_response("requests", HEADER, [["CB-0001", "x"]])
    assert response["Content-Disposition"] == 'attachment; filename="requests.xlsx"'
    assert openpyxl.load_workbook(io.BytesIO(response.getvalue())).active["A2"].value == "CB-0001"


def test_workbook_keeps_numbers_as_numbers_and_links_as_text():
    book = openpyxl.load_workbook(streaming.xlsx_file(["n", "link"], [[12, "https://example.org/"]]))
    assert book.active["A2"].value == 12
    assert book.active["B2"].hyperlink is None


def test_more_rows_than_a_sheet_holds_are_refused_with_advice(monkeypatch):
    monkeypatch.setattr(streaming, "MOST_ROWS_OF_A_SHEET", 3)
    assert streaming.xlsx_file(HEADER, [["a", "b"]] * 2)
    with pytest.raises(ValueError, match="take the CSV file"):
        streaming.xlsx_file(HEADER, [["a", "b"]] * 3)


@pytest.mark.parametrize("make", ["csv", "xlsx"])
def test_memory_does_not_grow_with_the_rows(make):
    def peak(count: int) -> int:
        rows = ([f"CB-{n}", "An issue of some length, as they are"] for n in range(count))
        tracemalloc.start()
        try:
            if make == "csv":
                assert sum(len(part) for part in streaming.csv_lines(HEADER, rows)) > count
            else:
                assert streaming.xlsx_file(HEADER, rows).read(2) == b"PK"
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(100)
    assert peak(8_000) < 1.3 * peak(2_000) + 100_000
