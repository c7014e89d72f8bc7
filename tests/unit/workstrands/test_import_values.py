"""What the cells of a budget line may say."""

from __future__ import annotations

import pytest

from cbtracker.web.tables.values import WrongValue
from rollout.workstrands.importing.columns import year_label
from rollout.workstrands.importing.values import read_amount, read_choice, read_text, read_year

YEARS = range(2011, 2015)


@pytest.mark.parametrize(
    ("cell", "pence"),
    [
        ("£1,234.56", 123456),
        ("1234.56", 123456),
        ("1234.5", 123450),
        ("£ 12", 1200),
        ("0", 0),
        ("0.01", 1),
        ("£1,000,000,000,000", 10**14),
        ("", None),
        (" ", None),
        ("not yet known", None),
        ("Not yet  known", None),
        ("Unknown", None),
    ],
)
def test_an_amount_is_pence_and_a_blank_one_is_not_zero(cell, pence):
    assert read_amount(cell) == pence


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("-5", "negative"),
        ("−£5", "negative"),
        ("£-5", "negative"),
        ("(1,234)", "negative"),
        ("lots", "not an amount"),
        ("12k", "not an amount"),
        ("1,23", "not an amount"),
        ("1,2345", "not an amount"),
        ("1.234", "not an amount"),
        ("1 234", "not an amount"),
        ("1e5", "not an amount"),
        ("-", "not an amount"),
        ("€5", "not an amount"),
        ("٣", "not an amount"),
        ("9" * 5000, "not an amount"),
        ("1000000000000.01", "more than £1,000,000,000,000"),
    ],
)
def test_a_negative_or_unreadable_amount_says_what_is_wrong(cell, said):
    with pytest.raises(WrongValue) as wrong:
        read_amount(cell)
    assert said in str(wrong.value)
    assert len(str(wrong.value)) < 300


@pytest.mark.parametrize("cell", ["2012", "2012/13", "2012-13", "2012–13", "2012/2013", "2012 to 2013", " 2012 / 13 "])
def test_a_financial_year_is_the_one_in_which_it_begins(cell):
    assert read_year(YEARS)(cell) == 2012


def test_a_year_that_a_spreadsheet_took_for_a_month_is_still_that_year():
    assert read_year(YEARS)("2011-12-01") == 2011
    with pytest.raises(WrongValue, match="not a financial year"):
        read_year(YEARS)("2011-11-01")


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("", "Say which financial year"),
        ("2010/11", "outside the plan, which covers 2011/12 to 2014/15"),
        ("2015", "2015/16 is outside the plan"),
        ("2012/14", "not a financial year. Write it as 2011/12 or 2011"),
        ("next year", "not a financial year"),
        ("２０１２", "not a financial year"),
    ],
)
def test_a_year_outside_the_plan_or_none_at_all_says_which_there_are(cell, said):
    with pytest.raises(WrongValue) as wrong:
        read_year(YEARS)(cell)
    assert said in str(wrong.value)


def test_the_end_of_a_century_is_said_as_any_other_year():
    assert (year_label(2099), read_year(range(2099, 2100))("2099/00")) == ("2099/00", 2099)


def test_choices_are_given_by_value_or_label_and_a_wrong_one_is_told_the_labels():
    read = read_choice("kind", "kind", ask="Say what it is.")
    assert [read(cell) for cell in ("in_kind", "In kind", "IN-KIND", "Community resource")] == [
        "in_kind",
        "in_kind",
        "in_kind",
        "community",
    ]
    for cell, said in (("", "Say what it is. Use one of: Cash, In kind,"), ("gold", "Use one of: Cash, In kind,")):
        with pytest.raises(WrongValue) as wrong:
            read(cell)
        assert said in str(wrong.value)
    assert read_choice("confidence", "confidence")("") == ""


def test_texts_are_plain_and_of_a_length_and_of_one_line_unless_they_may_have_more():
    read = read_text(10, ask="Say it.")
    assert read("One\ntwo") == "One two"
    assert read_text(10, lines=True)("One\ntwo") == "One\ntwo"
    for cell, said in (("", "Say it."), ("x" * 11, "Shorten it to 10"), ("<b>x</b>", "HTML")):
        with pytest.raises(WrongValue, match=said):
            read(cell)
