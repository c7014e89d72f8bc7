"""Text, dates and errors of forms."""

from __future__ import annotations

import datetime as dt

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from cbtracker.web.forms import GovukDateField, GovukForm, PlainTextField, plain_text


def due(day="", month="", year="", **options) -> forms.Form:
    class Due(GovukForm):
        due_on = GovukDateField(label="Due date", **options)

    return Due({"due_on_day": day, "due_on_month": month, "due_on_year": year})


def errors(form: forms.Form, name: str) -> list[str]:
    return [str(error) for error in form.errors.get(name, [])]


class Texts(GovukForm):
    line = PlainTextField(label="Issue", max_length=10, required=False)
    text = PlainTextField(label="Position", max_length=10, widget=forms.Textarea, required=False)


@pytest.mark.parametrize("month", ["3", "03", "March", "march", "Mar", "mar.", "MARCH"])
def test_month_may_be_a_number_or_a_name(month):
    assert due("22", month, "2011").is_valid()
    form = due("22", month, "2011")
    form.full_clean()
    assert form.cleaned_data["due_on"] == dt.date(2011, 3, 22)


@pytest.mark.parametrize(
    ("parts", "said", "wrong"),
    [
        (("22", "", "2011"), "Due date must include a month", ["month"]),
        (("", "3", ""), "Due date must include a day and year", ["day", "year"]),
        (("30", "2", "2011"), "Due date must be a real date", ["day", "month", "year"]),
        (("32", "1", "2011"), "Due date must be a real date", ["day"]),
        (("9" * 40, "1", "2011"), "Due date must be a real date", ["day"]),
        (("9" * 5000, "9" * 5000, "2011"), "Due date must be a real date", ["day", "month"]),
        (("1", "13", "2011"), "Due date must be a real date", ["month"]),
        (("1", "ma", "2011"), "Due date must be a real date", ["month"]),
        (("one", "1", "2011"), "Due date must be a real date", ["day"]),
        (("1", "1", "11"), "Year must include 4 numbers", ["year"]),
        (("1", "1", "٢٠١١"), "Due date must be a real date", ["year"]),
        (("1", "1", "0000"), "Due date must be a real date", ["day", "month", "year"]),
    ],
)
def test_wrong_date_is_answered_with_what_to_mend(parts, said, wrong):
    form = due(*parts)
    assert errors(form, "due_on") == [said]
    assert form.errors["due_on"].as_data()[0].params["parts"] == wrong


def test_date_left_blank_is_asked_for():
    assert errors(due(), "due_on") == ["Enter due date"]


def test_date_left_blank_is_none_where_it_may_be():
    form = due(required=False)
    assert form.is_valid()
    assert form.cleaned_data["due_on"] is None


def test_date_outside_its_limits_names_the_limit():
    limits = {"earliest": dt.date(2011, 4, 1), "latest": dt.date(2013, 4, 1)}
    assert errors(due("31", "3", "2011", **limits), "due_on") == ["Due date must be on or after 1 April 2011"]
    assert errors(due("2", "4", "2013", **limits), "due_on") == ["Due date must be on or before 1 April 2013"]
    assert due("1", "4", "2013", **limits).is_valid()


def test_date_may_come_whole_in_an_address():
    form = type(due())({"due_on": "2011-03-22"})
    assert form.is_valid()
    assert form.cleaned_data["due_on"] == dt.date(2011, 3, 22)
    assert not type(due())({"due_on": "tomorrow"}).is_valid()


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_every_date_comes_back_from_its_parts(day):
    form = due(str(day.day), f"{day:%B}", str(day.year))
    assert form.is_valid()
    assert form.cleaned_data["due_on"] == day


@given(st.text(max_size=8), st.text(max_size=8), st.text(max_size=8))
def test_no_parts_break_the_date_field(day, month, year):
    form = due(day, month, year)
    assert form.is_valid() == (not form.errors)


def test_date_that_was_not_changed_is_not_seen_as_changed():
    field = GovukDateField(label="Due date")
    widget = field.widget
    parts = widget.value_from_datadict({"d_day": "1", "d_month": "April", "d_year": "2011"}, {}, "d")
    assert not field.has_changed(dt.date(2011, 4, 1), parts)
    assert field.has_changed(dt.date(2011, 4, 2), parts)
    assert field.has_changed(dt.date(2011, 4, 2), widget.format_value("nonsense"))


def test_line_breaks_are_made_one_kind_before_the_length_is_counted():
    form = Texts({"text": "12345\r\n789\r"})
    assert form.is_valid()
    assert form.cleaned_data["text"] == "12345\n789"
    assert Texts({"text": "12345\r\n7890"}).is_valid()
    assert errors(Texts({"text": "12345\r\n78901"}), "text") == ["Position must be 10 characters or fewer"]


def test_one_line_text_has_no_line_breaks_or_tabs():
    form = Texts({"line": " ab\tc\r\nd "})
    assert form.is_valid()
    assert form.cleaned_data["line"] == "ab c d"


@pytest.mark.parametrize("bad", ["\0", "\x07", "\x1b", "\x85\x86", "\x7f", "\ud800"])
@pytest.mark.parametrize("name", ["line", "text"])
def test_control_characters_are_refused_with_the_name_of_the_field(name, bad):
    said = errors(Texts({name: f"a{bad}b"}), name)
    assert len(said) == 1
    assert said[0].startswith(f"{Texts().fields[name].label} must not contain control characters.")


@given(st.text())
def test_kept_text_can_be_kept_anywhere(text):
    try:
        kept = plain_text(text)
    except ValidationError:
        return
    assert "\0" not in kept
    assert "\r" not in kept
    assert kept.encode() and kept == plain_text(kept) if kept else kept == ""


def test_errors_speak_in_the_words_of_the_label():
    class Request(GovukForm):
        lead = forms.ChoiceField(label="Lead department", choices=[("dfe", "DfE")])
        dwp = forms.CharField(label="DWP contact")
        families = forms.IntegerField(label="Number of families", min_value=1)
        email = forms.EmailField(label="Email address")
        paper = forms.FileField(label="Paper")
        own = forms.CharField(label="Reason", error_messages={"required": "Say why"})

    form = Request({"families": "x", "email": "x", "lead": "cia"})
    assert {name: errors(form, name)[0] for name in form.fields} == {
        "lead": "Select lead department from the list",
        "dwp": "Enter DWP contact",
        "families": "Number of families must be a whole number, like 12",
        "email": "Enter an email address in the correct format, like name@example.com",
        "paper": "Select a file",
        "own": "Say why",
    }
    form = Request({"families": "0"})
    assert errors(form, "families") == ["Number of families must be 1 or more"]
    assert errors(form, "lead") == ["Select lead department"]
