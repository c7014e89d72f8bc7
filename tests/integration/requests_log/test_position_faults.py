"""What the page of a position refuses, each fault at its field and nothing changed."""

from __future__ import annotations

import pytest

from tests.integration.requests_log.pages import SAID, address, everything, in_box, read
from tests.integration.requests_log.world import again

BAD = {
    "empty": ({"text": "  \r\n "}, "Enter where the request stands"),
    "too long": ({"text": "x" * 20000}, "must be 10000 characters or fewer"),
    "NUL": ({"text": "a\x00b"}, "must not contain control characters"),
    "control character": ({"text": "a\x1bb"}, "must not contain control characters"),
    "no audience": ({"audience": ""}, "Select who can read it"),
    "unknown audience": ({"audience": "everybody"}, "Select who can read it from the list"),
    "unknown confidence": ({"confidence": "sure"}, "from the list"),
    "a day that is not": (
        {"next_step_on_day": "31", "next_step_on_month": "2", "next_step_on_year": "2011"},
        "must be a real date",
    ),
    "a document without a title": ({"document0-issuer": "DfE"}, "Enter the title of the document"),
    "a link that runs": ({"document0-title": "A", "document0-link": "javascript:alert(1)"}, "Enter a full web address"),
    "no version": ({"version": None}, "was not sent complete"),
    "a version that is no number": ({"version": "one"}, "was not sent complete"),
    "a negative version": ({"version": "-1"}, "was not sent complete"),
    "a version in other digits": ({"version": "١"}, "was not sent complete"),
    "a version larger than any": ({"version": "9" * 40}, "was not sent complete"),
}


@pytest.mark.parametrize(("wrong", "said"), BAD.values(), ids=BAD)
def test_bad_input_is_named_at_its_field_and_changes_nothing(champion, entry, wrong, said):
    before = everything()
    sent = {name: value for name, value in {**SAID, "version": "0", **wrong}.items() if value is not None}
    response = champion.post(address("position", entry), sent)
    assert response.status_code == 422
    assert said in read(response)
    assert "There is a problem" in read(response)
    assert everything() == before


def test_missing_fields_are_named_and_change_nothing(champion, entry):
    before = everything()
    response = champion.post(address("position", entry), {"version": "0"})
    assert response.status_code == 422
    assert "Enter where the request stands" in read(response)
    assert everything() == before


def test_html_in_a_text_is_refused_at_its_field_and_comes_back_as_text(champion, entry):
    before = everything()
    text = '<script>alert("1")</script> & <b>bold</b>'
    response = champion.post(address("position", entry), {**SAID, "text": text, "version": "0"})
    assert response.status_code == 422
    assert "must not contain HTML" in read(response)
    assert "<script>alert" not in response.content.decode()
    assert in_box(response, "text") == text
    assert everything() == before


def test_a_less_than_sign_is_no_html(champion, entry):
    text = "Costs < 5 and > 3, <5 days"
    assert champion.post(address("position", entry), {**SAID, "text": text, "version": "0"}).status_code == 302
    assert again(entry).position_text == text


def test_a_text_of_twenty_thousand_characters_comes_back_whole(champion, entry):
    text = "word " * 4000 + "end"
    response = champion.post(address("position", entry), {**SAID, "text": text, "version": "0"})
    assert in_box(response, "text") == text
