"""A budget beside what was agreed, and its picture: values worked by hand, blanks included."""

from __future__ import annotations

from rollout.workstrands.importing.totals import Sum, Sums
from rollout.workstrands.selectors.budget import in_words
from rollout.workstrands.selectors.budget_compared import compare, version_of


def row(body="The council", kind="cash", year=2012, pence=0, lines=1, unknown=0):
    return {"body": body, "kind": kind, "year": year, "pence": pence, "lines": lines, "unknown": unknown}


BEFORE = [
    row(pence=100_00, lines=2, unknown=1),
    row(year=2013, pence=50_00),
    row(body="A trust", kind="asset", unknown=1),
    row(body="The police", pence=5_00),
]
NOW = [
    row(pence=130_00, lines=2),
    row(year=2013, pence=50_00),
    row(body="A trust", kind="asset", lines=2, unknown=2),
    row(body="A charity", kind="community", pence=1_50),
]


def test_what_differs_is_listed_before_now_and_by_how_much_also_where_only_blanks_do():
    changes = {one.label: one for one in compare(BEFORE, NOW).changes}
    assert list(changes) == [
        "A charity, Community resource, 2012 to 2013",
        "A trust, Asset, 2012 to 2013",
        "The council, Cash, 2012 to 2013",
        "The police, Cash, 2012 to 2013",
    ]
    said = [(one.before_text, one.now_text, one.difference) for one in changes.values()]
    assert said == [
        ("No lines", "£1.50", "£1.50 more"),
        ("Not yet known", "Not yet known", "None"),
        ("£100 and 1 amount not yet known", "£130", "£30 more"),
        ("£5", "No lines", "£5 less"),
    ]
    assert [one.now.unknown - one.before.unknown for one in changes.values()] == [0, 1, -1, 0]


def test_sums_by_body_kind_and_year_hold_what_does_not_differ_too():
    found = compare(BEFORE, NOW)
    assert (found.whole.before, found.whole.now) == (Sum(5, 155_00, 2), Sum(6, 181_50, 2))
    assert [(one.label, one.pence) for one in found.by_kind] == [
        ("Asset", 0),
        ("Cash", 25_00),
        ("Community resource", 1_50),
    ]
    assert [(one.label, one.before.pence, one.now.pence) for one in found.by_year] == [
        ("2012 to 2013", 105_00, 131_50),
        ("2013 to 2014", 50_00, 50_00),
    ]
    assert [one.label for one in found.by_body] == ["A charity", "A trust", "The council", "The police"]


def test_a_budget_that_is_as_it_was_differs_in_nothing():
    """The negative control; and two empty ones can be compared."""
    assert compare(NOW, NOW[::-1]).changes == ()
    assert compare([], []).whole.before_text == "No lines"


def test_nothing_known_and_no_lines_are_not_zero():
    assert [in_words(one) for one in (Sum(), Sum(2, 0, 2), Sum(1, 0, 0), Sum(3, 120_000, 1))] == [
        "No lines",
        "Not yet known",
        "£0",
        "£1,200 and 1 amount not yet known",
    ]
    assert Sums().whole == Sum()


def test_a_version_that_there_is_not_is_not_taken_for_another():
    assert version_of([], "") is None
    assert version_of([], "²") is None
