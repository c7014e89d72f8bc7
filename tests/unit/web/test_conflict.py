"""Both texts of two writers: what differs, and how they become one."""

from __future__ import annotations

import datetime as dt

import pytest
from django import forms
from django.http import QueryDict

from cbtracker.web.conflict import Conflict, combined, differences, read_version, shown
from cbtracker.web.forms import GovukDateField, GovukForm, PlainTextField


class Example(GovukForm):
    text = PlainTextField(label="Where it stands", widget=forms.Textarea)
    level = forms.ChoiceField(label="Level", choices=[("", "None"), ("high", "Very high")], required=False)
    due_on = GovukDateField(label="Due date", required=False)
    owner = PlainTextField(label="Owner", required=False)


NOW = {"text": "Theirs", "level": "", "due_on": dt.date(2011, 4, 1), "owner": "Ann"}


READ = {"0": 0, "12": 12, "2147483647": 2147483647}
UNREADABLE = ("", "-1", "1.0", "two", "١", "9" * 11, "2147483648", " 1", "1e3")


@pytest.mark.parametrize(("typed", "version"), [*READ.items(), *((typed, None) for typed in UNREADABLE)])
def test_a_version_is_digits_that_the_database_can_hold(typed, version):
    assert read_version({"version": typed}) == version


def test_a_version_that_was_not_sent_is_none():
    assert read_version({}) is None


def test_every_field_that_differs_is_told_in_words():
    mine = {**NOW, "text": "Mine", "level": "high", "due_on": None}
    found = differences(Example(), NOW, mine)
    assert [(one.label, one.theirs, one.mine) for one in found] == [
        ("Where it stands", "Theirs", "Mine"),
        ("Level", "None", "Very high"),
        ("Due date", "1 April 2011", ""),
    ]
    assert [one.is_text for one in found] == [True, False, False]


def test_a_value_that_is_no_choice_is_told_as_it_was_typed():
    [one] = differences(Example(), NOW, {**NOW, "level": "<enormous>"})
    assert one.mine == "<enormous>"


def test_white_space_at_the_ends_is_no_difference():
    assert differences(Example(), {**NOW, "text": " Theirs\n"}, NOW) == []


def test_both_texts_become_one_theirs_first_and_only_once():
    data = QueryDict("text=Mine&owner=Bob")
    found = differences(Example(), NOW, {**NOW, "text": "Mine", "owner": "Bob"})
    both = combined(data, found)
    assert (both["text"], both["owner"]) == ("Theirs\n\nMine", "Bob")
    again = differences(Example(), NOW, {**NOW, "text": both["text"]})
    assert combined(both, again)["text"] == "Theirs\n\nMine"
    assert data["text"] == "Mine"


def test_there_is_nothing_to_combine_where_theirs_is_blank():
    blank = {**NOW, "text": ""}
    assert not Conflict("Ann", None, differences(Example(), blank, NOW)).can_combine
    assert Conflict("Ann", None, differences(Example(), NOW, {**NOW, "text": "Mine"})).can_combine


def test_the_words_of_both_can_be_put_together_again_from_the_parts():
    [one] = differences(Example(), NOW, {**NOW, "text": "Theirs and mine"})
    assert "".join(part.text for part in one.parts if part.kind != "added") == one.theirs
    assert "".join(part.text for part in one.parts if part.kind != "removed") == one.mine


def test_a_time_that_differs_is_shown_as_it_is_written():
    assert shown(forms.Field(), dt.time(14)) == "2:00pm"
