"""The secretariat decides: triage, duplicates, links, withdrawal, and the changes of a whole selection."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from requests_log.models import Action, ChangeBatch, LoggedRequest, RequestLink, Status, Workstream
from requests_log.services import mark_addressed, triage
from tests.integration.requests_log.pages import address, everything, hidden, in_box, read, signed_in, words
from tests.integration.requests_log.world import accepted, raised

DECIDED = {"areas": "Swindon", "departments": "MoJ, DfE", "timescale": "by_date", "issue": "Let schools pool funding"}
DUE = {"due_on_day": "1", "due_on_month": "April", "due_on_year": "2011"}


@pytest.fixture
def secretariat(world):
    return signed_in(world.person("secretariat"))


@pytest.fixture
def officer(world):
    return signed_in(world.person("officer"))


def again(entry):
    return LoggedRequest.objects.get(pk=entry.pk)


def filled(page, **changes):
    """What the triage page would send as it stands, with `changes`."""
    html = page.content.decode()
    sent = {"version": hidden(page, "version"), "issue": in_box(page, "issue"), **DECIDED, **changes}
    assert 'name="departments"' in html
    return {name: value for name, value in sent.items() if value is not None}


def test_triage_accepts_with_departments_in_order_lead_timescale_and_due_date(world, secretariat):
    entry = raised(world)
    page = secretariat.get(address("triage", entry))
    response = secretariat.post(address("triage", entry), filled(page, **DUE, lead="DfE", contact="Ann Example"))
    assert response.status_code == 302
    entry = again(entry)
    assert (entry.status, entry.departments_label, entry.lead) == (Status.ACCEPTED, "MoJ, DfE", world.dfe)
    assert (entry.due_on, entry.contact) == (date(2011, 4, 1), "Ann Example")


def test_save_and_next_goes_to_the_next_that_waits_and_ends_at_the_list(world, secretariat):
    first, second = raised(world), raised(world)
    for entry, goal in ((first, address("triage", second)), (second, "/requests/untriaged/")):
        page = secretariat.get(address("triage", entry))
        response = secretariat.post(address("triage", entry), filled(page, then="next"), follow=True)
        assert response.redirect_chain[-1][0] == goal


def test_the_list_shows_what_waits_the_longest_waiting_first(world, secretariat):
    raised(world, issue="Wait long")
    raised(world, issue="Wait less")
    accepted(world, issue="Decided already")
    page = read(secretariat.get("/requests/untriaged/"))
    assert page.index("Wait long") < page.index("Wait less")
    assert "2 requests wait for triage" in page
    assert "Decided already" not in page


def test_a_slip_needs_a_reason_which_is_asked_for_at_its_field(world, secretariat):
    entry = accepted(world, world.moj, world.dfe)
    page = secretariat.get(address("triage", entry))
    later = {**DUE, "due_on_month": "5"}
    before = everything()
    response = secretariat.post(address("triage", entry), filled(page, **later))
    assert response.status_code == 400
    assert "Enter why the due date has slipped" in read(response)
    assert 'href="#id_reason"' in response.content.decode()
    assert everything() == before
    sent = filled(page, **later, reason="The grant round moved")
    assert secretariat.post(address("triage", entry), sent).status_code == 302
    assert again(entry).revisions.last().action == Action.SLIPPED


def test_saving_what_is_there_already_says_so_and_writes_nothing(world, secretariat):
    entry = accepted(world, world.moj, world.dfe)
    before = everything()
    page = secretariat.get(address("triage", entry))
    response = secretariat.post(address("triage", entry), filled(page, **DUE), follow=True)
    assert everything() == before
    assert response.redirect_chain


def test_a_field_that_was_not_sent_is_left_as_it_is(world, secretariat):
    entry = accepted(world, world.moj, world.dfe)
    triage(entry, by=world.person("secretariat"), expected_version=entry.shared_version, theme="Schools")
    page = secretariat.get(address("triage", entry))
    secretariat.post(address("triage", entry), filled(page, contact="Ann Example"))
    entry = again(entry)
    assert (entry.theme, entry.contact, entry.due_on) == ("Schools", "Ann Example", date(2011, 4, 1))


def test_a_printed_label_is_kept_until_what_it_names_changes(world, secretariat):
    entry = accepted(world, world.moj, world.dfe)
    LoggedRequest.objects.filter(pk=entry.pk).update(departments_label="MoJ/DfE", departments_printed=True)
    page = secretariat.get(address("triage", entry))
    secretariat.post(address("triage", entry), filled(page, **DUE, departments="MoJ/DfE", theme="Courts"))
    assert again(entry).departments_label == "MoJ/DfE"


BAD = {
    "an unknown area": ({"areas": "Atlantis"}, "“Atlantis” is not a known area"),
    "no area": ({"areas": ""}, "Enter the areas"),
    "an unknown department": ({"departments": "DfE, XYZ"}, "“XYZ” is not a known department"),
    "no department": ({"departments": ""}, "Enter at least one department"),
    "a lead that is not asked": ({"lead": "DCLG"}, "The lead must be one of the departments of the request"),
    "an unknown lead": ({"lead": "XYZ"}, "from the list"),
    "no timescale": ({"timescale": ""}, "Choose a timescale"),
    "an unknown timescale": ({"timescale": "soon"}, "from the list"),
    "an unknown workstream": ({"timescale": "workstream", "workstream": "999"}, "from the list"),
    "half a date": ({"due_on_day": "1"}, "must include a month and year"),
    "attention without a reason": ({"attention": "political"}, "Enter why"),
    "no issue": ({"issue": " "}, "Enter the issue"),
    "a long issue": ({"issue": "x" * 20000}, "must be 5000 characters or fewer"),
    "a control character": ({"contact": "a\x07b"}, "must not contain control characters"),
    "no version": ({"version": None}, "was not sent complete"),
    "a version that is no number": ({"version": "two"}, "was not sent complete"),
}


@pytest.mark.parametrize(("wrong", "said"), BAD.values(), ids=BAD)
def test_bad_input_is_named_at_its_field_and_changes_nothing(world, secretariat, wrong, said):
    entry = raised(world)
    page = secretariat.get(address("triage", entry))
    before = everything()
    response = secretariat.post(address("triage", entry), filled(page, **wrong))
    assert response.status_code == 400
    assert said in read(response)
    assert everything() == before


def test_the_second_of_two_triages_sees_what_the_first_decided_and_keeps_the_own_form(world, secretariat):
    entry = raised(world)
    page = secretariat.get(address("triage", entry))
    secretariat.post(address("triage", entry), filled(page, **DUE, contact="First contact"))
    before = everything()
    mine = filled(page, departments="DfE", timescale="after_april", contact="Second contact", reason="My reason")
    response = secretariat.post(address("triage", entry), mine)
    assert response.status_code == 409
    assert everything() == before
    for said in ("MoJ, DfE", "First contact", "Second contact", "After April", "By a date", "1 April 2011"):
        assert said in words(response)
    assert in_box(response, "reason") == "My reason"
    response = secretariat.post(address("triage", entry), {**mine, "version": hidden(response, "version")})
    assert response.status_code == 302
    assert again(entry).contact == "Second contact"


# --- Duplicates, links, withdrawal, reopening, replies ---


def test_a_duplicate_is_named_by_its_reference_however_it_is_typed(world, secretariat):
    original, entry = accepted(world), raised(world)
    page = secretariat.get(address("duplicate", entry))
    sent = {"of": f"cb {original.number}", "version": hidden(page, "version")}
    assert secretariat.post(address("duplicate", entry), sent).status_code == 302
    assert again(entry).status == Status.DUPLICATE
    assert RequestLink.objects.get().to_entry == original


@pytest.mark.parametrize("typed", ["CB-9999", "", "the other one", "CB-1 or CB-2", "9" * 30, "<b>"])
def test_an_unknown_reference_is_named_and_changes_nothing(world, secretariat, typed):
    entry = raised(world)
    page = secretariat.get(address("duplicate", entry))
    before = everything()
    response = secretariat.post(address("duplicate", entry), {"of": typed, "version": hidden(page, "version")})
    assert response.status_code == 400
    assert "like CB-0012" in read(response) or "Enter the reference" in read(response)
    assert everything() == before


def test_a_request_is_no_duplicate_of_itself(world, secretariat):
    entry = raised(world)
    page = secretariat.get(address("duplicate", entry))
    sent = {"of": entry.reference, "version": hidden(page, "version")}
    response = secretariat.post(address("duplicate", entry), sent)
    assert response.status_code == 400
    assert "Choose another request" in read(response)


def test_related_requests_are_added_and_removed(world, secretariat):
    one, two = accepted(world), accepted(world)
    assert secretariat.post(address("links", one), {"to": two.reference}).status_code == 302
    assert two.reference in read(secretariat.get(address("links", one)))
    link = RequestLink.objects.get()
    remove = reverse("requests:unlink", kwargs={"reference": one.reference, "link": link.pk})
    assert secretariat.post(remove).status_code == secretariat.post(remove).status_code == 302
    assert not RequestLink.objects.exists()


def test_an_officer_withdraws_with_a_reason(world, officer):
    entry = accepted(world)
    page = officer.get(address("withdraw", entry))
    empty = officer.post(address("withdraw", entry), {"version": hidden(page, "version")})
    assert (empty.status_code, "Enter why the request is withdrawn" in read(empty)) == (400, True)
    sent = {"reason": "Solved locally", "version": hidden(page, "version")}
    assert officer.post(address("withdraw", entry), sent).status_code == 302
    assert again(entry).status == Status.WITHDRAWN
    late = officer.post(address("withdraw", entry), sent)
    assert (late.status_code, "Solved locally" in read(late)) == (409, True)


def addressed(world):
    entry = accepted(world)
    mark_addressed(
        entry, by=world.person("secretariat"), expected_version=entry.shared_version, outcome="agreed", text="Done"
    )
    return again(entry)


def test_a_champion_marks_a_request_as_addressed_and_declares_a_freedom(world):
    champion, entry = signed_in(world.person("champion")), accepted(world)
    page = champion.get(address("outcome", entry))
    sent = {
        "outcome": "agreed",
        "text": "DfE agrees",
        "freedom": "Any school may",
        "version": hidden(page, "version"),
    }
    assert champion.post(address("outcome", entry), sent).status_code == 302
    entry = again(entry)
    assert (entry.status, entry.outcome_text, entry.freedom.text) == (Status.ADDRESSED, "DfE agrees", "Any school may")
    page = champion.get(address("freedom", entry))
    assert in_box(page, "freedom") == "Any school may"
    sent = {"freedom": "Any school and college may", "version": hidden(page, "version")}
    assert champion.post(address("freedom", entry), sent).status_code == 302
    assert again(entry).freedom.text == "Any school and college may"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"outcome": ""}, "Choose how the request ended"),
        ({"outcome": "maybe"}, "from the list"),
        ({"text": ""}, "Enter outcome"),
        ({"outcome": "declined", "freedom": "Any"}, "Only an outcome that lets areas do something declares a freedom"),
        ({"version": ""}, "was not sent complete"),
    ],
)
def test_a_bad_outcome_is_named_at_its_field_and_changes_nothing(world, wrong, said):
    champion, entry = signed_in(world.person("champion")), accepted(world)
    page = champion.get(address("outcome", entry))
    before = everything()
    sent = {"outcome": "agreed", "text": "DfE agrees", "version": hidden(page, "version"), **wrong}
    response = champion.post(address("outcome", entry), sent)
    assert response.status_code == 400
    assert said in read(response)
    assert everything() == before


def test_an_outcome_collides_with_another(world, secretariat):
    entry = accepted(world)
    page = secretariat.get(address("outcome", entry))
    triage(again(entry), by=world.person("secretariat"), expected_version=entry.shared_version, contact="New contact")
    mine = {"outcome": "agreed", "text": "My words", "version": hidden(page, "version")}
    lost = secretariat.post(address("outcome", entry), mine)
    assert (lost.status_code, in_box(lost, "text")) == (409, "My words")
    assert 'value="agreed" checked' in lost.content.decode()
    assert secretariat.post(address("outcome", entry), {**mine, "version": hidden(lost, "version")}).status_code == 302


def test_a_request_is_opened_again_with_a_reason(world, secretariat):
    entry = addressed(world)
    page = secretariat.get(address("reopen", entry))
    sent = {"reason": "It came back", "timescale": "after_april", "version": hidden(page, "version")}
    assert secretariat.post(address("reopen", entry), sent).status_code == 302
    assert (again(entry).status, again(entry).timescale) == (Status.REOPENED, "after_april")


def test_an_officer_replies_and_says_that_the_barrier_persists(world, officer):
    entry = addressed(world)
    assert officer.post(address("reply", entry), {"text": ""}).status_code == 400
    assert officer.post(address("reply", entry), {"text": "Thank you"}).status_code == 302
    assert officer.post(address("persists", entry), {"text": "Still refused"}).status_code == 302
    assert (again(entry).persists, again(entry).record["reply"]["text"]) == (True, "Thank you")


@pytest.mark.parametrize("route", ["position", "outcome", "next_step", "withdraw", "duplicate"])
def test_a_move_that_the_status_does_not_allow_changes_nothing_and_gives_the_words_back(world, secretariat, route):
    entry = addressed(world)
    before = everything()
    sent = {"text": "My words", "reason": "My words", "next_step": "My words", "audience": "areas", "version": "1"}
    response = secretariat.post(address(route, entry), sent)
    assert response.status_code == 409
    assert "is addressed, so this can no longer be saved" in read(response)
    assert "My words" in read(response)
    assert everything() == before


def test_watching_is_by_post_only(world, officer):
    entry = accepted(world)
    assert officer.get(address("watch", entry)).status_code == 405
    officer.post(address("watch", entry))
    officer.post(address("watch", entry))
    assert entry.watches.count() == 1
    officer.post(address("unwatch", entry))
    assert not entry.watches.exists()


# --- A whole selection ---


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
    assert response.status_code == 400
    assert said in read(response)
    assert everything() == before


def test_a_request_that_has_ended_is_named_in_the_preview(world, secretariat):
    entry = addressed(world)
    response = secretariat.post("/requests/bulk/", selection(entry, timescale="after_april", reason="So"))
    assert response.status_code == 400
    assert f"{entry.reference} is addressed. Leave it out" in read(response)


def test_a_bulk_change_is_reversed_as_a_whole_or_says_what_stands_in_the_way(world, secretariat):
    entry = accepted(world)
    sent = selection(entry, timescale="after_april", reason="So", step="confirm")
    secretariat.post("/requests/bulk/", sent)
    batch = ChangeBatch.objects.get()
    reverse_it = reverse("requests:reverse", kwargs={"pk": batch.pk})
    assert secretariat.post(reverse_it, {"reason": ""}).status_code == 400
    assert secretariat.post(reverse_it, {"reason": "It was wrong"}).status_code == 302
    assert again(entry).timescale == "by_date"
    before = everything()
    again_reversed = secretariat.post(reverse_it, {"reason": "Twice"})
    assert (again_reversed.status_code, "It has been reversed already" in read(again_reversed)) == (400, True)
    assert everything() == before
