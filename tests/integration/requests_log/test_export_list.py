"""The filtered list as a file: the rows that the reader may see, guarded, in constant memory."""

from __future__ import annotations

import csv
import io
import tracemalloc

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from requests_log import exporting
from requests_log.exporting import HEADER, export_rows
from requests_log.filters import LoggedRequestFilterSet
from requests_log.models import LoggedRequest
from requests_log.services.creation import Draft, create_requests
from requests_log.services.naming import AreasNamed, NamedArea
from tests.integration.requests_log.reading import say, text_of
from tests.integration.requests_log.test_filters import Asked
from tests.integration.requests_log.world import NOON, World, accepted


def rows_of(client, address: str) -> list[dict[str, str]]:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(text_of(response), newline="")))


def fill(world: World, count: int) -> None:
    areas = AreasNamed("named", (NamedArea(world.swindon),))
    drafts = [Draft(issue=f"Issue {number} " + "words " * 40, areas=areas) for number in range(count)]
    create_requests(drafts, by=None, action="imported", now=NOON)


def test_the_csv_holds_every_request_in_the_papers_order_in_words(client, world):
    first, second = accepted(world, world.dfe, world.moj, kind="pooling"), accepted(world)
    say(world, first, "Line one\nLine two", confidence="at_risk")
    client.force_login(world.person("secretariat"))
    rows = rows_of(client, "/requests/export.csv")
    assert [row["reference"] for row in rows] == [first.reference, second.reference]
    assert tuple(rows[0]) == HEADER
    expected = {
        "areas": "Swindon",
        "departments": "DfE, MoJ",
        "lead": "DfE",
        "status": "In hand",
        "timescale": "By a date",
        "due_on": "2011-04-01",
        "kind": "Help to pool or align",
        "position": "Line one\nLine two",
        "confidence": "At risk",
        "outcome": "",
        "outcome_on": "",
        "barrier_persists": "No",
        "raised_on": "2011-03-17",
    }
    assert {name: rows[0][name] for name in expected} == expected


def test_only_what_the_filters_leave_is_in_it(client, world):
    accepted(world, world.dfe)
    wanted = accepted(world, world.moj)
    client.force_login(world.person("champion"))
    assert [row["reference"] for row in rows_of(client, "/requests/export.csv?department=MoJ&sort=-due")] == [
        wanted.reference
    ]


def test_an_officer_takes_away_only_what_they_may_see(client, world):
    own = accepted(world)
    accepted(world, area=world.barnet)
    say(world, own, "For Whitehall.", audience="whitehall")
    client.force_login(world.person("officer"))
    [row] = rows_of(client, "/requests/export.csv")
    assert row["reference"] == own.reference
    assert row["position"] == ""


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", " =1"])
def test_a_cell_that_a_spreadsheet_could_run_is_made_harmless(client, world, formula):
    accepted(world, issue=f"{formula} is asked")
    client.force_login(world.person("secretariat"))
    [row] = rows_of(client, "/requests/export.csv")
    assert row["issue"].startswith("'")


def test_the_workbook_holds_the_same_as_text(client, world):
    accepted(world, issue="=HYPERLINK(A1)")
    client.force_login(world.person("secretariat"))
    response = client.get("/requests/export.xlsx")
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    header, row = ([cell.value for cell in cells] for cells in sheet.iter_rows())
    assert tuple(header) == HEADER
    assert row[HEADER.index("issue")] == "'=HYPERLINK(A1)"
    assert sheet.cell(2, 1 + HEADER.index("issue")).data_type == "s"


@pytest.mark.parametrize("count", [0, 1, 7, 8, 9])
def test_every_row_comes_once_whatever_the_size_of_a_page(world, monkeypatch, count):
    monkeypatch.setattr(exporting, "PAGE", 4)
    fill(world, count)
    user = world.person("secretariat")
    filterset = LoggedRequestFilterSet({}, LoggedRequest.objects.visible_to(user), request=Asked(user))
    references = [row[HEADER.index("reference")] for row in export_rows(filterset)]
    assert len(references) == len(set(references)) == count


def test_the_rows_are_read_in_pages_and_never_held_together(world, monkeypatch):
    """Three times the rows take no more memory, and one statement a page."""
    monkeypatch.setattr(exporting, "PAGE", 200)
    user = world.person("secretariat")
    fill(world, 2 * exporting.PAGE)

    def peak() -> tuple[int, int]:
        filterset = LoggedRequestFilterSet({}, LoggedRequest.objects.visible_to(user), request=Asked(user))
        tracemalloc.start()
        with CaptureQueriesContext(connection) as captured:
            for _ in export_rows(filterset):
                pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most, len(captured)

    small, few = peak()
    fill(world, 4 * exporting.PAGE)
    large, many = peak()
    assert (few, many) == (3, 7)
    assert large < 1.3 * small


def test_an_administrator_exports_nothing(client, world):
    client.force_login(world.person("administrator"))
    assert client.get("/requests/export.csv").status_code == 404


def test_other_formats_are_no_address(client, world):
    client.force_login(world.person("secretariat"))
    assert client.get("/requests/export.exe").status_code == 404
