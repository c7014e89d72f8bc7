"""Words for requests."""

import pytest

from requests_log.differences import FieldChange, changes_between, document_line, next_step_line, stated_since
from requests_log.models import Confidence, Status
from requests_log.presenters import CONFIDENCE_COLOURS, STATUS_COLOURS, label_of, shortened, value_text


def test_every_status_and_confidence_has_a_colour():
    assert set(STATUS_COLOURS) == set(Status.values)
    assert set(CONFIDENCE_COLOURS) == set(Confidence.values)


@pytest.mark.parametrize(
    ("text", "length", "short"),
    [
        ("Short", 10, "Short"),
        ("One\ntwo   three", 20, "One two three"),
        ("One two three four", 12, "One two…"),
        ("One two, three", 12, "One two…"),
        ("Unbrokenandlong", 8, "Unbroke…"),
        ("", 5, ""),
    ],
)
def test_a_text_is_cut_at_a_word(text, length, short):
    assert shortened(text, length) == short
    assert len(short) <= length


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("status", "in_hand", "In hand"),
        ("due_on", "2011-04-01", "1 April 2011"),
        ("due_on", None, "Not given"),
        ("persists", True, "Yes"),
        ("persists", False, "No"),
        ("theme", "", "Not given"),
        ("issue", "As typed", "As typed"),
    ],
)
def test_a_recorded_value_is_said_in_words(name, value, text):
    assert value_text(name, value) == text


def test_blank_stays_blank_in_a_label():
    assert label_of("kind", "") == ""


def test_a_document_and_a_next_step_are_one_line_each():
    document = {"title": "Letter", "issuer": "MoJ", "date": "2011-03-10", "recipients": "", "link": ""}
    assert document_line(document) == "Letter, MoJ, 10 March 2011"
    step = {"next_step": "Meet", "next_step_owner": "A Person", "next_step_on": "2011-04-01"}
    assert next_step_line(step) == "Meet (A Person, 1 April 2011)"
    assert next_step_line({}) == ""


POSITION = {"text": "So.", "audience": "areas", "by": "A", "at": "2011-03-17T12:00:00+00:00"}


def test_what_changed_is_named_with_both_values():
    old, new = {"issue": "A", "status": "raised"}, {"issue": "B", "status": "raised", "position": POSITION}
    changes = changes_between(old, new)
    assert FieldChange("Issue", "A", "B") in changes
    assert FieldChange("Position", "Not given", "So.") in changes
    assert "Status" not in [change.label for change in changes]
    assert changes_between(None, new) == []


def test_a_confirmation_states_nothing_new():
    confirmed = {**POSITION, "confirmed_at": "2011-03-20T12:00:00+00:00"}
    assert stated_since({"position": POSITION}, {"position": confirmed}) == []
    parts = {"MoJ": {"position": POSITION}}
    assert [row.department for row in stated_since({"position": POSITION}, {"position": POSITION, "parts": parts})] == [
        "MoJ"
    ]
