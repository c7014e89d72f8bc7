"""Department labels as F004 prints them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_log.labels import (
    LabelError,
    UnknownName,
    compose_departments_label,
    parse_departments,
)
from tests.factories.label_directory import first_phase_directory

DIRECTORY = first_phase_directory()
ABBREVIATIONS = [department.abbreviation for department in DIRECTORY.departments]


@pytest.mark.parametrize(
    ("label", "scope", "departments", "lead"),
    [
        ("DfE", "named", ("DfE",), "DfE"),
        ("DfE / MoJ", "named", ("DfE", "MoJ"), "DfE"),
        ("DWP, \nHO, MoJ, \nDH", "named", ("DWP", "HO", "MoJ", "DH"), "DWP"),
        ("HO/MoJ", "named", ("HO", "MoJ"), "HO"),
        ("MoJ/HMP", "named", ("MoJ", "HMP"), "MoJ"),
        ("DCLG/All", "all", ("DCLG",), "DCLG"),
        ("DH / All", "all", ("DH",), "DH"),
        ("All", "all", (), "DCLG"),
        ("all departments", "all", (), "DCLG"),
        ("ICO ", "named", ("ICO",), "ICO"),
        ("moj and dfe", "named", ("MoJ", "DfE"), "MoJ"),
        ("Department for Work and Pensions", "named", ("DWP",), "DWP"),
        ("Information Commissioner's Office", "named", ("ICO",), "ICO"),
        ("", "named", (), "DCLG"),
    ],
)
def test_a_label_is_read_as_the_paper_means_it(label, scope, departments, lead):
    parsed = parse_departments(label, DIRECTORY)
    assert (parsed.scope, parsed.departments, parsed.lead) == (scope, departments, lead)


def test_a_label_is_kept_as_printed_on_one_line():
    assert parse_departments("DWP, \nHO, MoJ, \nDH", DIRECTORY).label == "DWP, HO, MoJ, DH"


def test_every_unknown_department_is_named_with_the_nearest_known_ones():
    with pytest.raises(LabelError) as caught:
        parse_departments("DEF, MoJ, Home Ofice", DIRECTORY)
    first, second = caught.value.problems
    assert isinstance(first, UnknownName)
    assert first.name == "DEF"
    assert "DfE" in first.nearest
    assert second.nearest[0] == "HO"


@given(
    st.sampled_from(["named", "all"]),
    st.lists(st.sampled_from(ABBREVIATIONS), max_size=5, unique=True).map(tuple),
)
def test_a_composed_label_is_read_back_as_what_it_was_composed_from(scope, departments):
    label = compose_departments_label(scope, departments)
    again = parse_departments(label, DIRECTORY)
    assert (again.scope, again.departments, again.label) == (scope, departments, label)


@pytest.mark.parametrize(
    ("scope", "departments", "label"),
    [
        ("named", ("DfE", "MoJ"), "DfE, MoJ"),
        ("all", (), "All"),
        ("all", ("DCLG",), "DCLG/All"),
        ("named", (), ""),
    ],
)
def test_labels_are_composed_in_the_papers_manner(scope, departments, label):
    assert compose_departments_label(scope, departments) == label


def scope_or_problems(label: str) -> str | tuple:
    try:
        return parse_departments(label, DIRECTORY).scope
    except LabelError as error:
        return error.problems


@given(st.text())
def test_no_text_makes_the_parser_fail_in_any_way_but_its_own(label):
    answer = scope_or_problems(label)
    assert answer in {"named", "all"} if isinstance(answer, str) else answer
