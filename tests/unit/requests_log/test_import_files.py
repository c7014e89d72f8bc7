"""Whole files as requests."""

import csv
import io
import time

from cbtracker.web.tables.limits import Limits
from requests_log.importing.files import read_requests, request_key
from requests_log.importing.rows import Known
from tests.factories.label_directory import first_phase_directory

KNOWN = Known(first_phase_directory())
HEADER = ["section", "areas", "issue", "departments", "position"]


def read(*rows: list[str], **options):
    text = io.StringIO(newline="")
    csv.writer(text).writerows([HEADER, *rows])
    return read_requests(text.getvalue().encode(), name="a.csv", known=KNOWN, **options)


def row(issue: str = "Schools", areas: str = "Hull", position: str = "Soon") -> list[str]:
    return ["later", areas, issue, "DfE", position]


def test_the_same_request_is_known_by_label_and_issue_in_any_case_and_spacing():
    assert request_key("West London  Group (H & F)", " schools\nto take part") == request_key(
        "west london group (h&f)", "Schools to take part"
    )
    assert request_key("Hull", "Schools") != request_key("Swindon", "Schools")


def test_the_annex_column_of_an_exported_paper_is_known():
    content = (",".join(["annex", *HEADER]) + "\r\n" + ",".join(["A", *row()])).encode()
    file = read_requests(content, name="a.csv", known=KNOWN)
    assert (len(file.rows), file.faults) == (1, ())


def test_a_cell_that_cannot_be_read_is_one_fault_and_not_also_a_missing_text():
    file = read(row(issue="bell\x07"))
    assert [(fault.row, fault.column) for fault in file.faults] == [(2, "issue")]


def test_a_faulty_row_does_not_hide_the_faults_of_others():
    file = read(row(areas="Atlantis"), row(), row(), row(areas="Hul, Swindom"))
    assert [(fault.row, fault.column) for fault in file.faults] == [
        (2, "areas"),
        (4, "issue"),
        (5, "areas"),
        (5, "areas"),
    ]
    assert len(file.rows) == 2


def test_the_same_bytes_have_the_same_digest():
    assert read(row()).digest == read(row()).digest != read(row("Other")).digest


def test_a_file_full_of_faults_is_given_up_early_and_says_from_which_row():
    label = " and ".join(f"nowhere {number}" for number in range(20))
    started = time.monotonic()
    file = read(*[row(f"{number}", areas=label) for number in range(5_000)], limits=Limits(faults=100))
    assert time.monotonic() - started < 10
    assert len(file.faults) < 200
    assert "from row 7 on nothing was checked" in file.faults[0].message
