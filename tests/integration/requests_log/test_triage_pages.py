"""The secretariat decides about a request on one page, and goes on to the next."""

from __future__ import annotations

from datetime import date

import pytest

from requests_log.models import Action, LoggedRequest, Status
from requests_log.services import triage, withdraw
from tests.integration.requests_log.pages import (
    DECIDED,
    DUE,
    address,
    everything,
    hidden,
    in_box,
    read,
    words,
)
from tests.integration.requests_log.world import accepted, again, raised


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
    assert response.status_code == 422
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
    "an unknown area": ({"areas": "Atlantis"}, "“Atlantis” is not a known area or authority"),
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
    assert response.status_code == 422
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


def test_white_space_around_an_imported_issue_is_no_change(world, secretariat):
    entry = accepted(world, world.moj, world.dfe, issue="Let schools pool funding \n")
    before = everything()
    page = secretariat.get(address("triage", entry))
    secretariat.post(address("triage", entry), filled(page, **DUE, issue=in_box(page, "issue")))
    assert everything() == before


def test_a_request_that_ended_without_a_timescale_can_still_be_mended(world, secretariat):
    entry = raised(world)
    withdraw(entry, by=world.person("secretariat"), expected_version=entry.shared_version, reason="Solved locally")
    page = secretariat.get(address("triage", entry))
    sent = filled(page, departments="", timescale="", contact="Ann Example")
    assert secretariat.post(address("triage", entry), sent).status_code == 302
    assert (again(entry).contact, again(entry).status) == ("Ann Example", Status.WITHDRAWN)
