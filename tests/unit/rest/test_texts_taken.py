"""Texts that are sent to the API are taken as the pages take them."""

from __future__ import annotations

import pytest
from rest_framework.exceptions import ValidationError

from cbtracker.rest.shapes import Named, Text
from requests_log.models import Position


def test_line_breaks_become_one_kind_and_are_spaces_where_a_text_has_one_line():
    assert Text().run_validation("  One\r\ntwo\u2028three ") == "One\ntwo\nthree"
    assert Text(lines=False).run_validation("One\r\ntwo") == "One two"


@pytest.mark.parametrize("wrong", ["a\x00b", "a\ud800b", "a\x1bb", "<b>bold</b>", 5, True, ["a"], {"a": 1}, " \u2028 "])
def test_what_a_page_would_not_take_is_refused(wrong):
    with pytest.raises(ValidationError):
        Text().run_validation(wrong)


def test_a_blank_is_taken_where_it_may_be_blank_and_length_is_counted_after_tidying():
    assert Text(allow_blank=True).run_validation(" \r\n ") == ""
    assert Text(max_length=3).run_validation("  abc  ") == "abc"
    with pytest.raises(ValidationError):
        Text(max_length=3).run_validation("abcd")


@pytest.mark.parametrize("wrong", ["\ud800", "a\x00", 5, None, []])
def test_a_record_is_not_looked_up_by_what_no_database_can_be_asked_for(wrong):
    named = Named(lambda _user: Position.objects.all(), key="text", what="position")
    with pytest.raises(ValidationError):
        named.run_validation(wrong)
