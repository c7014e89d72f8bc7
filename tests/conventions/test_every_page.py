"""The table of pages for the browser holds every page, and the choice of who reads which covers what it says."""

from __future__ import annotations

import pytest

from tests.browser.every_page.choice import axe_widths, chosen_cases, every_case
from tests.browser.every_page.not_pages import NOT_PAGES
from tests.browser.every_page.page import STATES, row_of
from tests.browser.every_page.table import PAGES
from tests.browser.pages import WIDTHS
from tests.conventions.matrix.test_matrix import ROWS, product_routes


def routes_that_are_read() -> set[str]:
    return {row.route for row in ROWS if row.method == "GET"}


def faults_of_table(read: set[str], pages: set[str], others: set[str]) -> list[str]:
    """`read`: routes that answer GET; `pages` and `others`: those in the table and those left out with a reason."""
    faults = [f"{route} has no row in tests/browser/every_page/table.py" for route in read - pages - others]
    faults += [f"{route} is both a page and none" for route in pages & others]
    faults += [f"{route} answers no GET" for route in (pages | others) - read]
    return sorted(faults)


def test_every_route_that_answers_with_a_page_is_in_the_table():
    read = routes_that_are_read()
    answering = {route.name for route in product_routes() if not route.methods or "GET" in route.methods}
    assert answering - read - {row.route for row in ROWS} == set(), "the permission matrix lacks a route"
    assert faults_of_table(read, {page.route for page in PAGES if page.route}, set(NOT_PAGES)) == []


def test_a_page_that_is_missing_is_noticed():
    """The negative control."""
    pages = {page.route for page in PAGES if page.route} - {"requests:list"}
    assert faults_of_table(routes_that_are_read(), pages, set(NOT_PAGES)) == [
        "requests:list has no row in tests/browser/every_page/table.py"
    ]


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_page_has_states_and_readers_that_the_matrix_lets_in(page):
    assert page.states.split()
    assert set(page.states.split()) <= set(STATES)
    assert page.readers()
    assert (
        "error" not in page.states
        or page.wrong is not None
        or "error" in page.query
        or page.name
        or page.route.startswith("account")
    )
    if page.roles and page.route:
        assert page.roles <= {role.value for role in row_of(page.route).own}


def test_no_page_is_written_twice():
    names = [str(page) for page in PAGES]
    assert sorted(names) == sorted(set(names))


def test_the_chosen_cases_hold_every_page_in_use_and_in_another_state_and_each_role_in_each_state():
    chosen, possible = chosen_cases(), every_case()
    assert set(chosen) <= set(possible)
    assert {case.page for case in chosen} == set(PAGES)
    for page in PAGES:
        read = {case.state for case in chosen if case.page == page}
        assert len(read) >= min(2, len(page.states.split())), page
        assert "full" in read or "full" not in page.states.split(), page
    assert {(case.role, case.state) for case in chosen} == {(case.role, case.state) for case in possible}


def test_axe_reads_every_page_and_every_state_and_every_role_at_each_width():
    chosen = chosen_cases()
    for of in (lambda case: case.page, lambda case: case.state, lambda case: case.role):
        read = {(of(case), width) for case in chosen for width in axe_widths(case)}
        assert read == {(of(case), width) for case in chosen for width in WIDTHS}
    assert all(axe_widths(case) for case in chosen)
