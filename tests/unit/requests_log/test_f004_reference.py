"""The demonstration register's file holds the requests of F004 as the import wants them."""

from collections import Counter
from pathlib import Path

import pytest

import requests_log
from cbtracker.web.tables.reading import read_table
from requests_log.importing.columns import COLUMNS
from requests_log.importing.rows import Known, ParsedRow, RowParser
from tests.factories.label_directory import first_phase_directory

FILE = Path(requests_log.__file__).parent / "reference" / "f004_requests.csv"
WORKSTREAMS = ("Data sharing", "Innovative finance", "Reforms to the health service")


@pytest.fixture(scope="module")
def rows() -> list[ParsedRow]:
    table = read_table(FILE.read_bytes(), name=FILE.name, columns=COLUMNS)
    parser = RowParser(Known(first_phase_directory(), WORKSTREAMS))
    answers = [parser.parse(raw) for raw in table.rows]
    assert [str(fault) for _, faults in answers for fault in faults] == []
    return [row for row, _ in answers]


def test_the_file_has_the_papers_33_requests(rows):
    assert Counter(row.section.value for row in rows) == {
        "to_resolve": 15,
        "workstream": 2,
        "later": 1,
        "addressed": 15,
    }


def test_no_two_rows_are_the_same_request(rows):
    assert len({(row.areas.label, row.issue) for row in rows}) == 33


def test_labels_are_those_printed_in_the_paper(rows):
    assert Counter(row.areas.label for row in rows) == {
        "All / many areas": 7,
        "Swindon and others": 1,
        "West London Group (H&F)": 1,
        "West London Group (Westminster) and others": 1,
        "Leicestershire": 5,
        "Blackburn, Swindon and others": 1,
        "Many areas": 1,
        "Lewisham": 4,
        "Birmingham": 1,
        "Blackburn": 1,
        "": 2,
        "Blackburn, and others": 1,
        "Leicestershire /Blackburn": 1,
        "Swindon": 3,
        "Hull": 2,
        "Croydon": 1,
    }
    assert {row.departments.label for row in rows} == {
        *("DfE", "DfE / MoJ", "DWP", "HO", "HO/MoJ", "DH", "MoJ", "MoJ/HMP", "CO", ""),
        *("DWP, HO, MoJ, DH", "All", "DCLG/All", "ICO"),
    }
