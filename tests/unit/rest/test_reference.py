"""The description of the API as people read it on its pages."""

from __future__ import annotations

from cbtracker.rest.reference import headings, with_code


def shown(name: str):
    return next(one for heading in headings() for one in heading.operations if one.name == name)


def test_an_operation_is_shown_with_a_command_that_can_be_copied():
    curl = shown("request_positions_create").curl
    assert curl.startswith('curl --header "Authorization: Bearer $TOKEN" "$SITE/api/v1/requests/CB-0001/positions/"')
    assert "If-Match" in curl
    assert '"text": "' in curl


def test_the_fields_of_a_record_within_a_body_are_shown_below_it():
    fields = {part.name: part for part in shown("request_positions_create").fields}
    assert fields["text"].required
    assert fields["documents"].kind == "list of records"
    assert fields["documents[].title"].required
    assert fields["confidence"].kind == "one of: on_track, at_risk, off_track, blank"


def test_an_answer_of_a_list_is_shown_as_one_of_its_rows():
    given = {part.name: part for part in shown("requests_list").given}
    assert given["reference"].required
    assert not given["issue"].required
    assert "results" not in given


def test_what_stands_in_a_description_is_text_and_never_markup():
    assert with_code("Send `reason` & <b>why</b>") == "Send <code>reason</code> &amp; &lt;b&gt;why&lt;/b&gt;"
