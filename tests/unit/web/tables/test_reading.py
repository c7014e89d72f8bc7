"""Files of every kind as rows of text, and every way in which a file can be wrong."""

import datetime as dt
import io
import time

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbtracker.web.spreadsheet_safe import neutralise
from cbtracker.web.tables.columns import Columns
from cbtracker.web.tables.faults import UnreadableFile
from cbtracker.web.tables.limits import Limits
from cbtracker.web.tables.reading import RawTable, read_table
from tests.factories.tables import csv_text, ods_bytes, ods_of_xml, xlsx_bytes, zipped

COLUMNS = Columns(
    required=("section", "areas", "issue", "departments", "position"),
    optional=("due_on", "raised_on"),
    ignored=("annex",),
)
HEADER = list(COLUMNS.required)
ROW = ["to_resolve", "Swindon and others", "Flexibilities – £1m", "DfE", "Under way"]


def read(content: bytes, *, name: str, limits: Limits | None = None) -> RawTable:
    return read_table(content, name=name, columns=COLUMNS, limits=limits)


def refusal(content: bytes, name: str = "requests.csv", limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read(content, name=name, limits=limits)
    return " ".join(map(str, caught.value.faults))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (csv_text(HEADER, ROW).encode(), "requests.csv"),
        (csv_text(HEADER, ROW).encode("utf-8-sig"), "requests.csv"),
        (csv_text(HEADER, ROW).encode("utf-16"), "requests.csv"),
        (csv_text(HEADER, ROW, delimiter=";").encode(), "requests.csv"),
        (csv_text(HEADER, ROW, delimiter="\t").encode(), "requests.tsv"),
        (csv_text([], HEADER, ROW).encode(), ""),
        (xlsx_bytes(HEADER, ROW), "requests.xlsx"),
        (ods_bytes(HEADER, ROW), "requests.ods"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16", "semicolons", "tabs", "blank first line", "xlsx", "ods"],
)
def test_a_table_is_read_whatever_the_kind_of_file(content, name):
    table = read(content, name=name)
    assert [row.cells for row in table.rows] == [dict(zip(HEADER, ROW, strict=True))]
    assert table.faults == []
    assert table.warnings == []


def test_windows_text_is_read_with_a_warning():
    table = read(csv_text(HEADER, ROW).encode("cp1252"), name="requests.csv")
    assert table.rows[0].cells["issue"] == "Flexibilities – £1m"
    assert "Windows-1252" in table.warnings[0]


def test_rows_are_numbered_as_a_spreadsheet_shows_them():
    two_lines = [*ROW[:4], "One\r\nTwo"]
    table = read(csv_text(HEADER, two_lines, [], ROW).encode(), name="requests.csv")
    assert [row.number for row in table.rows] == [2, 4]
    assert table.rows[0].cells["position"] == "One\nTwo"


def test_headings_may_differ_in_case_and_spaces_and_come_in_any_order():
    table = read(csv_text(["Due on", " SECTION", *HEADER[1:]], ["2011-04-01", *ROW]).encode(), name="a.csv")
    assert table.columns == ("due_on", *HEADER)
    assert table.rows[0].cells["due_on"] == "2011-04-01"


def test_a_column_that_is_ignored_may_be_there():
    table = read(csv_text(["annex", *HEADER], ["A", *ROW]).encode(), name="a.csv")
    assert table.faults == []


def test_which_headings_are_known_is_the_callers_to_say():
    content = csv_text(["body", "amount"], ["Police", "£12"]).encode()
    other = Columns(required=("body",), optional=("amount",))
    assert read_table(content, name="a.csv", columns=other).rows[0].cells == {"body": "Police", "amount": "£12"}
    assert "There is no column headed “section”" in refusal(content)


def test_headings_that_are_missing_unknown_or_double_are_all_reported():
    text = refusal(csv_text(["section", "area", "issue", "issue", "position"], ROW).encode())
    assert "“area” is not a known column heading. Nearest known: areas" in text
    assert "“issue” appears twice" in text
    assert "There is no column headed “departments”" in text


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.csv", "empty"),
        (b" \r\n ", "a.csv", "empty"),
        (b",,\r\n", "a.csv", "empty"),
        (csv_text(HEADER).encode(), "a.csv", "no rows"),
        (b"%PDF-1.7", "a.csv", "a PDF"),
        (b"\x89PNG\r\n", "a.xlsx", "a picture"),
        (b"\xd0\xcf\x11\xe0rest", "a.xls", "old Excel"),
        (b"<html><table>", "a.xls", "web page"),
        (csv_text(HEADER, ROW).encode(), "a.xlsx", "ends in “.xlsx”, but the file is a CSV"),
        (xlsx_bytes(HEADER, ROW), "a.csv", "ends in “.csv”, but the file is an Excel"),
        (csv_text(HEADER, ROW).encode(), "a.exe", "not a CSV, XLSX or ODS"),
        (zipped({"word/document.xml": "<a/>"}), "a.xlsx", "neither an Excel"),
        (xlsx_bytes(HEADER, ROW)[:-200], "a.xlsx", "damaged"),
        (b"PK\x03\x04 nothing", "a.ods", "damaged"),
        (b"\x81\x8d\x8f\x90" * 9, "a.csv", "neither UTF-8 nor Windows-1252"),
        (csv_text(HEADER, ROW).encode("utf-16-le"), "a.csv", "UTF-16 without its mark"),
        (b"\xff\xfea", "a.csv", "UTF-16"),
        (csv_text(HEADER).encode() + b'to_resolve,"open', "a.csv", "cannot be read"),
        (csv_text(HEADER, ["x" * 200_000]).encode(), "a.csv", "cannot be read"),
        (zipped({"xl/workbook.xml": "<workbook/>"}), "a.xlsx", "damaged"),
        # Compressed in a way that nobody knows: number 99 where deflate's 8 was.
        (zipped({"xl/workbook.xml": "<workbook/>"}).replace(b"\x08\x00", b"\x63\x00"), "a.xlsx", "packed in a way"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_reason(content, name, said):
    assert said in refusal(content, name)


def test_a_file_beyond_the_ceilings_is_refused():
    assert "larger than 0 MB" in refusal(b"x" * 100, limits=Limits(file_bytes=99))
    many = csv_text(HEADER, *[ROW] * 4).encode()
    assert len(read(many, name="a.csv", limits=Limits(rows=4)).rows) == 4
    assert "more than 3 rows" in refusal(many, limits=Limits(rows=3))
    assert "more than 4 cells" in refusal(many, limits=Limits(columns=4))


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = zipped({"xl/workbook.xml": "<a/>", "xl/worksheets/sheet1.xml": "0" * 30_000_000})
    assert len(bomb) < 100_000
    started = time.monotonic()
    assert "unpacks to more than 20 MB" in refusal(bomb, "a.xlsx", Limits(unpacked_bytes=20_000_000))
    assert time.monotonic() - started < 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_in_a_spreadsheet_is_refused(encoding):
    laughs = '<!DOCTYPE a [<!ENTITY b "ha">]><a>&b;</a>'.encode(encoding)
    parts = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": laughs}
    assert "document type" in refusal(zipped(parts), "a.ods")


def test_a_formula_is_a_fault_that_names_its_cell():
    for content, name in [
        (xlsx_bytes(HEADER, ROW, [*ROW[:2], "=1+1", *ROW[3:]]), "a.xlsx"),
        (
            ods_of_xml(
                "<table:table-row>"
                + "".join(f"<table:table-cell><text:p>{name}</text:p></table:table-cell>" for name in HEADER)
                + "</table:table-row><table:table-row/><table:table-row><table:table-cell/><table:table-cell/>"
                '<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2">'
                "<text:p>2</text:p></table:table-cell></table:table-row>"
            ),
            "a.ods",
        ),
    ]:
        (fault,) = read(content, name=name).faults
        assert (fault.row, fault.column) == (3, "issue")
        assert "formula" in fault.message


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x85"])
def test_a_control_character_is_a_fault_that_names_its_cell(character):
    content = csv_text(HEADER, [*ROW[:4], f"Under{character}way"]).encode()
    (fault,) = read(content, name="a.csv").faults
    assert (fault.row, fault.column) == (2, "position")
    assert f"U+{ord(character):04X}" in fault.message


def test_a_value_under_no_heading_is_a_fault():
    (fault,) = read(csv_text(HEADER, [*ROW, "", "more"]).encode(), name="a.csv").faults
    assert (fault.row, fault.column) == (2, "column 7")


def test_dates_and_numbers_of_a_workbook_become_text():
    midnight = dt.datetime(2011, 3, 3)  # noqa: DTZ001 a workbook knows no time zones
    rows = [[*HEADER, "due_on", "raised_on"], [*ROW[:2], 2011, *ROW[3:], dt.date(2011, 4, 1), midnight]]
    for content, name in [(xlsx_bytes(*rows), "a.xlsx"), (ods_bytes(*rows), "a.ods")]:
        cells = read(content, name=name).rows[0].cells
        assert (cells["issue"], cells["due_on"], cells["raised_on"]) == ("2011", "2011-04-01", "2011-03-03")


def test_repeated_and_annotated_cells_of_an_ods_are_read_without_their_comments():
    cells = (
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{name}</text:p></table:table-cell>" for name in HEADER)
        + '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        '<table:table-row><table:table-cell table:number-columns-repeated="2"><text:p>Same</text:p></table:table-cell>'
        "<table:table-cell><office:annotation><text:p>A comment</text:p></office:annotation>"
        '<text:p>Two<text:s text:c="2"/>spaces<text:line-break/>and <text:span>a  span</text:span>\n  end</text:p>'
        "<text:p>Second paragraph</text:p></table:table-cell></table:table-row>"
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>'
    )
    (row,) = read(ods_of_xml(cells), name="a.ods").rows
    assert (row.cells["section"], row.cells["areas"]) == ("Same", "Same")
    assert row.cells["issue"] == "Two  spaces\nand a span end\nSecond paragraph"


def test_a_row_repeated_a_million_times_is_refused():
    cells = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    rows = (
        f"<table:table-row>{''.join(map(cells.format, HEADER))}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="1000000">{"".join(map(cells.format, ROW))}</table:table-row>'
    )
    assert "more than 10,000 rows" in refusal(ods_of_xml(rows), "a.ods")


def test_an_xml_that_nests_very_deeply_is_read_without_failing():
    deep = "<text:span>" * 20_000 + "x" + "</text:span>" * 20_000
    header = "".join(f"<table:table-cell><text:p>{name}</text:p></table:table-cell>" for name in HEADER)
    row = f"<table:table-cell><text:p>{deep}</text:p></table:table-cell>"
    content = ods_of_xml(f"<table:table-row>{header}</table:table-row><table:table-row>{row}</table:table-row>")
    assert read(content, name="a.ods").rows[0].cells["section"] == "x"


def test_only_the_first_sheet_is_read_and_that_is_said():
    workbook = openpyxl.Workbook()
    workbook.active.append(HEADER)
    workbook.active.append(ROW)
    workbook.create_sheet("Notes")
    buffer = io.BytesIO()
    workbook.save(buffer)
    table = read(buffer.getvalue(), name="a.xlsx")
    assert table.warnings == ["Only the first sheet, “Sheet”, was read."]


plain_text = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20).map(str.strip)


@given(st.lists(plain_text.filter(bool), min_size=5, max_size=5))
def test_what_an_export_guarded_is_read_back_as_it_was(texts):
    content = csv_text(HEADER, [neutralise(text) for text in texts]).encode("utf-8-sig")
    assert list(read(content, name="a.csv").rows[0].cells.values()) == texts


@given(st.binary(max_size=200), st.sampled_from(["a.csv", "a.xlsx", "a.ods", ""]))
def test_no_bytes_make_the_reader_fail_in_any_way_but_its_own(content, name):
    try:
        answer = read(content, name=name).rows
    except UnreadableFile as error:
        answer = error.faults
    assert answer


@pytest.mark.parametrize(("make", "name"), [(xlsx_bytes, "a.xlsx"), (ods_of_xml, "a.ods")])
def test_five_thousand_rows_are_read_within_seconds(make, name):
    if name == "a.ods":
        cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
        lines = [HEADER, *[[*ROW[:4], str(number) * 50] for number in range(5000)]]
        rows = "".join(f"<table:table-row>{''.join(map(cell.format, line))}</table:table-row>" for line in lines)
        content = make(rows)
    else:
        content = make(HEADER, *[[*ROW[:4], str(number) * 50] for number in range(5000)])
    started = time.monotonic()
    assert len(read(content, name=name).rows) == 5000
    assert time.monotonic() - started < 20
