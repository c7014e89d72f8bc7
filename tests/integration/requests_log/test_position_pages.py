"""A champion says where a request stands: the page, what it refuses, and what it costs."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from requests_log.models import Action, Audience, LoggedRequest, Revision, Status
from requests_log.services import mark_addressed
from tests.integration.requests_log.pages import SAID, address, everything, hidden, in_box, read, signed_in
from tests.integration.requests_log.world import accepted, again, raised, state


def test_a_champion_states_a_position_in_one_page_with_four_fields_in_sight(champion, entry):
    page = champion.get(address("position", entry))
    assert page.status_code == 200
    response = champion.post(address("position", entry), {**SAID, "version": hidden(page, "version")})
    assert response.status_code == 302
    entry = again(entry)
    assert (entry.status, entry.position_text, entry.confidence) == (Status.IN_HAND, SAID["text"], "on_track")
    assert entry.record["position"]["next_step"] == "Send it"


def test_the_form_begins_with_what_stands(world, champion, entry):
    state(world, entry, "The standing words", audience=Audience.WHITEHALL)
    page = champion.get(address("position", entry))
    assert in_box(page, "text") == "The standing words"
    assert 'value="whitehall" checked' in page.content.decode()


def test_stating_a_position_takes_at_most_ten_statements_session_and_user_included(world, champion, entry):
    page = champion.get(address("position", entry))
    with CaptureQueriesContext(connection) as queries:
        response = champion.post(address("position", entry), {**SAID, "version": hidden(page, "version")})
    assert response.status_code == 302
    control = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")
    statements = [one["sql"] for one in queries if not one["sql"].upper().startswith(control)]
    assert len(statements) <= 10, "\n".join(statements)
    assert not any("outbox" in one for one in statements)  # the digest tells of it


def test_save_and_next_goes_on_to_the_next_request_that_needs_attention(world, champion, entry):
    other = accepted(world, world.dfe, issue="Another need")
    response = champion.post(address("position", entry), {**SAID, "version": "0", "then": "next"}, follow=True)
    assert response.redirect_chain[-1][0] == address("position", other)


def test_save_and_next_after_the_last_one_ends_at_the_queue(champion, entry, settings):
    settings.STALE_AFTER_DAYS = 5
    LoggedRequest.objects.update(due_on=None)
    response = champion.post(address("position", entry), {**SAID, "version": "0", "then": "next"}, follow=True)
    assert response.redirect_chain[-1][0] == "/requests/yours/"
    assert "That was the last of your requests" in read(response)


def test_no_change_is_confirmed_by_post_only(world, champion, entry):
    state(world, entry, "It stands")
    assert champion.get(address("confirm", entry)).status_code == 405
    page = champion.get(address("position", entry))
    response = champion.post(address("confirm", entry), {"version": hidden(page, "version"), "for": "DfE"})
    assert response.status_code == 302
    assert again(entry).revisions.last().action == Action.CONFIRMED


def test_words_typed_beside_no_change_are_not_dropped(world, champion, entry):
    state(world, entry, "It stands")
    before = everything()
    page = champion.get(address("position", entry))
    typed = {"version": hidden(page, "version"), "for": "DfE", "text": "It has moved on", "audience": "areas"}
    response = champion.post(address("confirm", entry), typed)
    assert (response.status_code, in_box(response, "text")) == (422, "It has moved on")
    assert everything() == before


def test_unchanged_words_beside_no_change_are_confirmed(world, champion, entry):
    state(world, entry, "It stands")
    page = champion.get(address("position", entry))
    typed = {"version": hidden(page, "version"), "text": in_box(page, "text"), "audience": "areas"}
    assert champion.post(address("confirm", entry), typed).status_code == 302
    assert again(entry).revisions.last().action == Action.CONFIRMED


def test_the_same_words_saved_again_are_a_confirmation(world, champion, entry):
    cited = {
        "document0-title": "Letter",
        "document0-on_day": "1",
        "document0-on_month": "3",
        "document0-on_year": "2011",
    }
    sent = {**SAID, **cited, "next_step_on_day": "5", "next_step_on_month": "4", "next_step_on_year": "2011"}
    for action in (Action.POSITION, Action.CONFIRMED):
        version = hidden(champion.get(address("position", entry)), "version")
        assert champion.post(address("position", entry), {**sent, "version": version}).status_code == 302
        assert again(entry).revisions.last().action == action
    version = hidden(champion.get(address("position", entry)), "version")
    sent["document0-title"] = "Another letter"
    champion.post(address("position", entry), {**sent, "version": version})
    assert again(entry).revisions.last().action == Action.POSITION


def test_nothing_can_be_confirmed_before_a_position_was_stated(champion, entry):
    before = everything()
    response = champion.post(address("confirm", entry), {"version": "0"})
    assert response.status_code == 422
    assert "There is no position to confirm yet" in read(response)
    assert everything() == before


def test_confirming_what_has_changed_since_shows_what_stands_now(world, champion, entry):
    state(world, entry, "It stands")
    page = champion.get(address("position", entry))
    state(world, entry, "It has moved")
    before = everything()
    response = champion.post(address("confirm", entry), {"version": hidden(page, "version")})
    assert response.status_code == 409
    assert "It has moved" in read(response)
    assert everything() == before


def test_each_champion_speaks_for_the_own_department_and_they_do_not_collide(world, shared):
    dfe, moj = signed_in(world.person("champion")), signed_in(world.person("moj_champion"))
    forms = {client: client.get(address("position", shared)) for client in (dfe, moj)}
    assert [hidden(page, "for") for page in forms.values()] == ["DfE", "MoJ"]
    for client, page in forms.items():
        typed = {**SAID, "text": f"Words of {hidden(page, 'for')}", "for": hidden(page, "for"), "version": "0"}
        assert client.post(address("position", shared), typed).status_code == 302
    assert again(shared).position_text == "DfE: Words of DfE\nMoJ: Words of MoJ"


def test_the_secretariat_chooses_the_whole_or_a_department(world, shared):
    client = signed_in(world.person("secretariat"))
    assert hidden(client.get(address("position", shared)), "for") == "whole"
    page = client.get(address("position", shared), {"for": "MoJ"})
    assert hidden(page, "for") == "MoJ"
    client.post(address("position", shared), {**SAID, "for": "MoJ", "version": hidden(page, "version")})
    assert again(shared).record["parts"]["MoJ"]["position"]["text"] == SAID["text"]


def test_a_request_of_all_departments_is_every_champions(world):
    entry = accepted(world, scope="all")
    client = signed_in(world.person("moj_champion"))
    page = client.get(address("position", entry))
    response = client.post(address("position", entry), {**SAID, "for": "MoJ", "version": hidden(page, "version")})
    assert response.status_code == 302
    assert again(entry).record["parts"]["MoJ"]["position"]["text"] == SAID["text"]


def test_speaking_for_another_department_is_refused_and_changes_nothing(champion, shared):
    before = everything()
    for name in ("MoJ", "whole", "XYZ", "x" * 500):
        response = champion.post(address("position", shared), {**SAID, "for": name, "version": "0"})
        assert response.status_code == 422
        assert "You do not speak for" in read(response)
        assert in_box(response, "text") == SAID["text"]
    assert everything() == before


def test_documents_are_kept_and_shown_again(champion, entry):
    document = {
        "document0-title": "Letter to leaders",
        "document0-issuer": "DfE",
        "document0-on_day": "22",
        "document0-on_month": "3",
        "document0-on_year": "2011",
        "document0-link": "https://www.gov.uk/letter",
    }
    assert champion.post(address("position", entry), {**SAID, **document, "version": "0"}).status_code == 302
    [kept] = again(entry).record["position"]["documents"]
    assert kept == {
        "title": "Letter to leaders",
        "issuer": "DfE",
        "recipients": "",
        "link": "https://www.gov.uk/letter",
        "date": "2011-03-22",
    }
    assert "Letter to leaders" in read(champion.get(address("position", entry)))


def test_an_addressed_request_leads_to_its_own_page(world, champion, entry):
    mark_addressed(
        entry, by=world.person("secretariat"), expected_version=entry.shared_version, outcome="agreed", text="Done"
    )
    response = champion.get(address("position", entry))
    assert (response.status_code, response["Location"]) == (302, f"/requests/{entry.reference}/")


def test_the_page_takes_as_many_statements_for_a_long_history_as_for_a_short_one(world, champion, entry):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert champion.get(address("position", entry)).status_code == 200
        return len(queries)

    state(world, entry, "First")
    short = cost()
    for number in range(12):
        state(world, entry, f"Position {number}")
    assert cost() == short <= 6


def test_what_lies_behind_details_is_in_sight_where_something_is_filled_in_or_wrong(champion, entry):
    def is_open(response):
        return '<details class="govuk-details" open>' in response.content.decode()

    assert not is_open(champion.get(address("position", entry)))
    assert not is_open(champion.post(address("position", entry), {"text": "", "version": "0", "next_step_on_day": ""}))
    for filled in ({"next_step_on_day": "1"}, {"next_step_owner": "Ann"}, {"document1-link": "x"}):
        assert is_open(champion.post(address("position", entry), {"text": "", "version": "0", **filled}))


def test_a_request_that_waits_for_triage_has_no_position_yet(world):
    waiting = raised(world)
    response = signed_in(world.person("secretariat")).get(address("position", waiting), follow=True)
    assert response.redirect_chain[-1][0] == f"/requests/{waiting.reference}/"
    assert "waits for triage, so this cannot be done yet" in read(response)


def test_a_champion_of_another_department_does_not_reach_the_page(world, entry):
    other = signed_in(world.person("moj_champion"))
    before = everything()
    assert other.get(address("position", entry)).status_code == 404
    assert other.post(address("position", entry), {**SAID, "version": "0"}).status_code == 404
    assert everything() == before


def test_the_lead_says_the_next_step_for_the_place(world, entry):
    lead = signed_in(world.person("locality_lead"))
    page = lead.get(address("next_step", entry))
    sent = {"next_step": "Call the council", "owner": "Lead", "version": hidden(page, "version")}
    assert lead.post(address("next_step", entry), sent).status_code == 302
    assert again(entry).record["place_next_step"]["text"] == "Call the council"
    assert lead.post(address("next_step", entry), {**sent, "next_step": "Another"}).status_code == 409


def test_every_revision_was_written_by_somebody(world, champion, entry):
    champion.post(address("position", entry), {**SAID, "version": "0"})
    assert set(Revision.objects.values_list("by_name", flat=True)) == {
        "A Local authority officer",
        "A Secretariat",
        "A Champion",
    }
