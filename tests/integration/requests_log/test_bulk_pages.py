"""One change for a whole selection: previewed, confirmed, all or nothing, and reversed as a whole."""

from __future__ import annotations

import pytest
from django.urls import reverse

from requests_log.models import ChangeBatch, Workstream
from requests_log.services import mark_addressed, triage
from tests.integration.requests_log.pages import everything, hidden, in_box, read, words
from tests.integration.requests_log.world import accepted, again


def addressed(world):
    entry = accepted(world)
    mark_addressed(
        entry, by=world.person("secretariat"), expected_version=entry.shared_version, outcome="agreed", text="Done"
    )
    return again(entry)


def selection(*entries, **more):
    versions = {f"version-{entry.reference}": entry.shared_version for entry in entries}
    return {"ref": [entry.reference for entry in entries], **versions, **more}


def test_a_selection_is_previewed_and_then_changed_for_one_reason(world, secretariat):
    one, two = accepted(world), accepted(world)
    before = everything()
    page = secretariat.get("/requests/bulk/", {"ref": [one.reference, two.reference]})
    assert "2 requests selected" in read(page)
    sent = selection(one, two, timescale="after_april", departments="MoJ", reason="The group decided so")
    shown = secretariat.post("/requests/bulk/", sent)
    assert "Timescale: from By a date to After April" in words(shown)
    assert "Departments: from DfE to MoJ" in words(shown)
    assert everything() == before
    response = secretariat.post("/requests/bulk/", {**sent, "step": "confirm"})
    batch = ChangeBatch.objects.get()
    assert response["Location"] == f"/requests/changes/{batch.pk}/"
    for entry in (again(one), again(two)):
        assert (entry.timescale, entry.departments_label) == ("after_april", "MoJ")
        assert (entry.revisions.last().batch, entry.revisions.last().reason) == (batch, "The group decided so")


def test_a_workstream_brings_its_timescale(world, secretariat):
    stream = Workstream.objects.create(slug="data", name="Data sharing", order=1)
    entry = accepted(world)
    sent = selection(entry, workstream=stream.pk, reason="It is one of them", step="confirm")
    assert secretariat.post("/requests/bulk/", sent).status_code == 302
    assert (again(entry).timescale, again(entry).workstream) == ("workstream", stream)


def test_a_selection_in_which_one_changed_is_left_alone_and_says_which(world, secretariat):
    one, two = accepted(world), accepted(world)
    triage(again(two), by=world.person("secretariat"), expected_version=two.shared_version, contact="Ann")
    before = everything()
    sent = selection(one, two, timescale="after_april", reason="My long reason", step="confirm")
    response = secretariat.post("/requests/bulk/", sent)
    assert response.status_code == 409
    assert f"Nothing was changed. These changed after you opened the page: {two.reference}" in words(response)
    assert in_box(response, "reason") == "My long reason"
    assert everything() == before
    fresh = {f"version-{entry.reference}": hidden(response, f"version-{entry.reference}") for entry in (one, two)}
    assert secretariat.post("/requests/bulk/", {**sent, **fresh}).status_code == 302


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"reason": ""}, "Enter the reason for the change"),
        ({"timescale": ""}, "Choose at least one thing to change"),
        ({"timescale": "soon"}, "from the list"),
        ({"timescale": "", "departments": "XYZ"}, "“XYZ” is not a known department"),
        ({"timescale": "by_date"}, "All selected requests already say so"),
        ({"ref": []}, "Select at least one request"),
        ({"ref": ["CB-9999"]}, "There is no request “CB-9999”"),
        ({"ref": ["<script>"]}, "There is no request “<script>”"),
    ],
)
def test_a_bad_bulk_change_is_named_and_changes_nothing(world, secretariat, wrong, said):
    entry = accepted(world)
    before = everything()
    sent = {**selection(entry, timescale="after_april", reason="So", step="confirm"), **wrong}
    response = secretariat.post("/requests/bulk/", sent)
    assert response.status_code == 422
    assert said in read(response)
    assert everything() == before


def test_a_request_that_has_ended_is_named_in_the_preview(world, secretariat):
    entry = addressed(world)
    response = secretariat.post("/requests/bulk/", selection(entry, timescale="after_april", reason="So"))
    assert response.status_code == 422
    assert f"{entry.reference} is addressed. Leave it out" in read(response)


def test_a_bulk_change_is_reversed_as_a_whole_or_says_what_stands_in_the_way(world, secretariat):
    entry = accepted(world)
    sent = selection(entry, timescale="after_april", reason="So", step="confirm")
    secretariat.post("/requests/bulk/", sent)
    batch = ChangeBatch.objects.get()
    reverse_it = reverse("requests:reverse", kwargs={"pk": batch.pk})
    assert secretariat.post(reverse_it, {"reason": ""}).status_code == 422
    assert secretariat.post(reverse_it, {"reason": "It was wrong"}).status_code == 302
    assert again(entry).timescale == "by_date"
    before = everything()
    again_reversed = secretariat.post(reverse_it, {"reason": "Twice"})
    assert (again_reversed.status_code, "It has been reversed already" in read(again_reversed)) == (422, True)
    assert everything() == before


def test_the_secretariat_selects_requests_in_the_list_and_nobody_else_does(world, secretariat, officer):
    entry = accepted(world)
    box = f'type="checkbox" name="ref" value="{entry.reference}"'
    page = secretariat.get("/requests/").content.decode()
    assert box in page
    assert 'action="/requests/bulk/"' in page
    assert box not in officer.get("/requests/").content.decode()
