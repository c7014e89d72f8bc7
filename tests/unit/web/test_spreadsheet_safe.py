import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbtracker.web.spreadsheet_safe import neutralise, restore

DANGEROUS_STARTS = ["=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫"]

spiteful_text = st.text(st.sampled_from([*DANGEROUS_STARTS, "'", " ", "\ufeff", "\u200b", "a", "1"]), max_size=6)


@pytest.mark.parametrize("start", DANGEROUS_STARTS)
def test_a_text_that_a_spreadsheet_could_run_gets_an_apostrophe(start):
    assert neutralise(f"{start}cmd|'/c calc'!A1") == f"'{start}cmd|'/c calc'!A1"


@pytest.mark.parametrize("skipped", [" ", "\t", "\r\n", "\0", "\ufeff", "\u200b", "\xa0", " \t\0"])
def test_a_formula_behind_characters_that_are_skipped_is_still_guarded(skipped):
    assert neutralise(f"{skipped}=1+1") == f"'{skipped}=1+1"


@pytest.mark.parametrize("text", ["", "Swindon and others", "DfE / MoJ", "1 April", "a=b", " ", "\u2013 later"])
def test_an_ordinary_text_is_left_alone(text):
    assert neutralise(text) == text


def test_an_apostrophe_typed_by_somebody_in_their_own_file_stays():
    assert restore("'Top down driven targets' on police forces") == "'Top down driven targets' on police forces"


def test_a_text_that_begins_with_the_guard_survives_export_and_import():
    assert neutralise("'=1") == "''=1"
    assert restore(neutralise("'=1")) == "'=1"


@given(st.text() | spiteful_text)
def test_import_removes_exactly_what_export_adds(text):
    assert restore(neutralise(text)) == text


@given(st.text(min_size=1) | spiteful_text.filter(bool))
def test_no_exported_cell_begins_with_what_a_spreadsheet_runs(text):
    assert neutralise(text)[0] not in DANGEROUS_STARTS


@given(st.lists(spiteful_text, min_size=2, max_size=4))
def test_guarded_cells_come_back_through_a_csv_file(cells):
    file = io.StringIO(newline="")
    csv.writer(file).writerow([neutralise(cell) for cell in cells])
    (row,) = csv.reader(io.StringIO(file.getvalue(), newline=""))
    assert [restore(cell) for cell in row] == cells
