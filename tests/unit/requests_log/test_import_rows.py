"""Rows of text as requests, and every fault of a row by its column."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbtracker.web.tables.reading import RawRow
from requests_log.importing.rows import Known, ParsedRow, RowParser
from requests_log.importing.sections import Section
from tests.factories.label_directory import first_phase_directory

KNOWN = Known(first_phase_directory(), ("Data sharing", "Innovative finance"))
GOOD = {
    "section": "to_resolve",
    "areas": "Swindon and others",
    "issue": "Flexibilities on assessments",
    "departments": "DfE / MoJ",
    "position": "Under way",
}


def parse(**cells: str) -> tuple:
    return RowParser(KNOWN).parse(RawRow(7, {**GOOD, **cells}))


def row(**cells: str) -> ParsedRow:
    parsed, faults = parse(**cells)
    assert faults == []
    return parsed


def faults(**cells: str) -> list[tuple[str, str]]:
    parsed, found = parse(**cells)
    assert parsed is None
    assert {fault.row for fault in found} == {7}
    return [(fault.column, fault.message) for fault in found]


def test_a_row_is_a_request_with_its_labels_understood_and_kept():
    parsed = row()
    assert parsed.section is Section.TO_RESOLVE
    assert parsed.areas.items == (("swindon", None),)
    assert parsed.areas.label == "Swindon and others"
    assert parsed.departments.departments == ("DfE", "MoJ")
    assert (parsed.reference, parsed.due_on, parsed.outcome, parsed.raised_on) == ("", None, "", None)


@pytest.mark.parametrize("text", ["to_resolve", "To resolve", " TO-RESOLVE ", "to  resolve"])
def test_a_section_is_known_in_any_case_and_spacing(text):
    assert row(section=text).section is Section.TO_RESOLVE


def test_optional_cells_are_read():
    parsed = row(
        section="addressed",
        reference="cb-12",
        due_on="01/04/2011",
        outcome="Freedom already existed",
        kind="Pooling",
        raised_on="2011-03-03",
        lead="moj",
    )
    assert parsed.reference == "CB-0012"
    assert parsed.due_on == dt.date(2011, 4, 1)
    assert parsed.outcome == "already_existed"
    assert parsed.kind == "pooling"
    assert parsed.raised_on == dt.date(2011, 3, 3)
    assert parsed.lead == "MoJ"
    assert row(section="workstream", workstream="DATA SHARING").workstream == "Data sharing"
    assert row(section="workstream", workstream=" Health  reforms").workstream == "Health reforms"


@pytest.mark.parametrize("section", ["workstream", "later"])
def test_a_workstream_or_later_row_may_name_no_area_and_no_department(section):
    parsed = row(section=section, areas="", departments="")
    assert parsed.areas.scope == ""
    assert parsed.departments.departments == ()


@pytest.mark.parametrize("section", ["to_resolve", "addressed"])
def test_other_rows_have_to_name_an_area_and_a_department(section):
    assert [column for column, _ in faults(section=section, areas="", departments="")] == ["areas", "departments"]


def test_an_issue_is_one_line_and_a_position_keeps_its_lines():
    parsed = row(issue=" Schools \n engagement\n\nwith.  CBs", position="One\nTwo")
    assert parsed.issue == "Schools engagement with.  CBs"
    assert parsed.position == "One\nTwo"


def test_only_an_addressed_row_needs_a_position():
    assert row(position="").position == ""
    assert faults(section="addressed", position="")[0][0] == "position"


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        ({"section": "resolved"}, "section", "“resolved” is not a section"),
        ({"section": ""}, "section", "Say which section"),
        ({"areas": "Swindom"}, "areas", "Nearest known: Swindon"),
        ({"areas": "x" * 301}, "areas", "301 characters"),
        ({"departments": "Home Ofice"}, "departments", "Nearest known: HO"),
        ({"issue": "  "}, "issue", "the issue is empty"),
        ({"issue": "x" * 5001}, "issue", "5,001 characters. Shorten it to 5,000"),
        ({"position": "x" * 20_000}, "position", "20,000 characters. Shorten it to 10,000"),
        ({"issue": "See <script>alert(1)</script>"}, "issue", "holds HTML (“<script>”)"),
        ({"position": "<!-- x"}, "position", "holds HTML"),
        ({"due_on": "31/04/2011"}, "due_on", "“31/04/2011” is not a date"),
        ({"due_on": "April"}, "due_on", "Write it as 2011-04-01 or 01/04/2011"),
        ({"raised_on": "0211-04-01"}, "raised_on", "The year 211"),
        ({"reference": "7"}, "reference", "Write it as CB-0001"),
        ({"outcome": "agreed"}, "outcome", "Only a row whose section is addressed"),
        ({"section": "addressed", "outcome": "won"}, "outcome", "“won” is not a known outcome"),
        ({"kind": "money"}, "kind", "Use one of: flexibility, pooling"),
        ({"workstream": "Data sharing"}, "workstream", "Only a row whose section is workstream"),
        ({"section": "workstream", "workstream": "Data sharin"}, "workstream", "Nearest known: Data sharing"),
        ({"lead": "DWP"}, "lead", "not one of the departments of this row"),
        ({"lead": "DfE, MoJ"}, "lead", "the one department that leads"),
        ({"lead": "XYZ"}, "lead", "not a known department"),
    ],
)
def test_a_wrong_cell_is_a_fault_of_its_column(cells, column, said):
    ((found, message),) = faults(**cells)
    assert found == column
    assert said in message


def test_a_sign_for_less_than_is_not_taken_for_html():
    assert row(position="Fewer than <5 families; a < b").position.endswith("a < b")


def test_every_fault_of_a_row_is_reported_in_the_order_of_its_columns():
    found = faults(section="x", areas="Swindom, Hul", issue="", departments="DEF", due_on="soon")
    assert [column for column, _ in found] == ["section", "areas", "areas", "issue", "departments", "due_on"]


def test_a_department_may_lead_a_request_made_of_all():
    assert row(departments="All", lead="DH").lead == "DH"


cell_texts = st.one_of(st.text(max_size=30), st.sampled_from(["", "addressed", "All", "Swindon", "2011-04-01", "CB-1"]))


@given(st.dictionaries(st.sampled_from([*GOOD, "reference", "due_on", "workstream", "outcome", "lead"]), cell_texts))
def test_a_row_of_any_text_is_either_a_request_or_has_faults(cells):
    parsed, found = parse(**{column: text.strip() for column, text in cells.items()})
    assert (parsed is None) == bool(found)
