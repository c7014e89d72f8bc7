import csv
import io
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cbtracker.papers.exporters import export
from cbtracker.papers.structure import Sheet
from cbtracker.web.spreadsheet_safe import restore
from cbtracker.web.texts.printable import encodable, xml_text
from tests.unit.papers.examples import AS_AT, MARKING, SPITEFUL, csv_rows, full_paper, line, make_paper, xlsx_rows

HEADER = ["annex", "section", "areas", "issue", "departments", "position"]

any_text = st.text(st.characters(), max_size=30) | st.sampled_from(SPITEFUL)
any_line = st.builds(
    line,
    st.sampled_from(["to_resolve", "workstream", "later", "addressed"]),
    areas=any_text,
    issue=any_text,
    departments=any_text,
    position=any_text,
)


def expected(paper, cleaned):
    rows = [[row.annex, row.section, row.areas, row.issue, row.departments, row.position] for row in paper.lines]
    return [[cleaned(cell) for cell in row] for row in rows]


def test_csv_is_rfc_4180_with_a_byte_order_mark_for_excel():
    content = export(make_paper([line(issue='A "quoted"\nissue', position="a,b")]), "csv").content
    assert content == (
        b"\xef\xbb\xbfannex,section,areas,issue,departments,position\r\n"
        b'A,to_resolve,Hull,"A ""quoted""\nissue",DfE,"a,b"\r\n'
    )


@given(st.lists(any_line, max_size=5))
def test_an_importer_reads_from_the_csv_exactly_what_the_register_said(lines):
    paper = make_paper(lines)
    assert csv_rows(export(paper, "csv").content) == [HEADER, *expected(paper, encodable)]


@settings(deadline=None, max_examples=50)
@given(st.lists(any_line, max_size=5))
def test_an_importer_reads_from_the_workbook_what_the_register_said(lines):
    paper = make_paper(lines)
    assert xlsx_rows(export(paper, "xlsx").content) == [HEADER, *expected(paper, xml_text)]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1"])
def test_a_formula_is_neutralised_in_both_data_formats(text):
    paper = make_paper([line(issue=text)])
    rows = list(csv.reader(io.StringIO(export(paper, "csv").content.decode("utf-8-sig"), newline="")))
    sheet = openpyxl.load_workbook(io.BytesIO(export(paper, "xlsx").content)).active
    assert rows[1][3] == sheet["D2"].value == f"'{text}"
    assert sheet["D2"].data_type == "s"


def test_the_workbook_opens_ready_to_read_and_to_print():
    book = openpyxl.load_workbook(io.BytesIO(export(make_paper(), "xlsx").content))
    sheet = book.active
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:F9"
    assert sheet["F2"].alignment.wrap_text
    assert sheet["A1"].font.bold
    assert sheet.column_dimensions["F"].width > sheet.column_dimensions["A"].width > 5
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.oddHeader.center.text == "&B" + MARKING.replace("&", "&&")
    assert sheet.oddFooter.left.text == "As at 22 March 2011, 5:00pm"
    assert sheet.oddFooter.right.text == "Page &P of &N"
    assert book.properties.title == "Community Budgets: requests of Whitehall"


def test_rows_are_as_high_as_their_longest_text():
    lines = [line(), line(position="word " * 100), line(position="one\ntwo\nthree"), line(position="x" * 20_000)]
    sheet = openpyxl.load_workbook(io.BytesIO(export(make_paper(lines), "xlsx").content)).active
    assert [sheet.row_dimensions[number].height for number in range(3, 6)] == [120, 45, 405]


def test_a_text_longer_than_a_cell_of_excel_says_that_it_was_cut():
    paper = make_paper([line(position="😀" * 20_000)])
    position = xlsx_rows(export(paper, "xlsx").content)[1][5]
    assert position.endswith("the CSV has the whole text)")
    assert len(position.encode("utf-16-le")) // 2 <= 32_767
    assert csv_rows(export(paper, "csv").content)[1][5] == "😀" * 20_000


def test_the_data_of_a_paper_say_nothing_of_its_moment_in_their_cells():
    assert csv_rows(export(make_paper([], as_at=AS_AT), "csv").content) == [HEADER]


def test_further_data_have_worksheets_of_their_own_after_the_requests():
    book = openpyxl.load_workbook(io.BytesIO(export(full_paper(), "xlsx").content))
    assert book.sheetnames == ["Requests", "Changes"]
    sheet = book["Changes"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["reference", "what"],
        ["CB-0001", "reworded"],
        ["'=CB-0002", "new"],
    ]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:B3"
    assert sheet.oddHeader.center.text == "&B" + MARKING.replace("&", "&&")


@pytest.mark.parametrize(
    "names", [("a" * 40, "A" * 40), ("requests", "Requests"), ("[x]:*?/\\", "", "'"), ("History",)]
)
def test_worksheets_get_names_that_excel_takes_whatever_they_are_called(names):
    paper = replace(make_paper(), sheets=tuple(Sheet(name, ("a",), (("1",),)) for name in names))
    made = openpyxl.load_workbook(io.BytesIO(export(paper, "xlsx").content)).sheetnames
    assert len({name.lower() for name in made}) == len(names) + 1
    assert all(0 < len(name) <= 31 for name in made)


@settings(deadline=None, max_examples=30)
@given(rows=st.lists(st.tuples(any_text, any_text), max_size=4))
def test_further_data_are_read_back_as_they_were(rows):
    paper = replace(make_paper(), sheets=(Sheet("More", ("a", "b"), tuple(rows)),))
    book = openpyxl.load_workbook(io.BytesIO(export(paper, "xlsx").content))
    read = [
        tuple(restore(str(cell or "")) for cell in row) for row in book["More"].iter_rows(min_row=2, values_only=True)
    ]
    assert read == [tuple(xml_text(cell) for cell in row) for row in rows]
