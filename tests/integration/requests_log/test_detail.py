"""A request's page: what it says to whom, its history, what can be done, and as it was at a moment."""

from __future__ import annotations

import re
from datetime import date

import pytest

from requests_log.actions import actions_on
from requests_log.models import LoggedRequest
from requests_log.services import (
    Words,
    declare_freedom,
    link_related,
    mark_addressed,
    mark_duplicate,
    reply,
    say_persists,
    state_next_step,
    state_position,
    triage,
    watch,
)
from tests.integration.requests_log.reading import say, statements, text_of
from tests.integration.requests_log.world import World, accepted, raised

DOCUMENT = {
    "title": "Letter on sharing",
    "issuer": "MoJ",
    "date": "2011-03-10",
    "recipients": "all areas",
    "link": "https://www.example.org/letter",
}


def page_of(client, world: World, role: str, entry: LoggedRequest, query: str = "") -> str:
    client.force_login(world.person(role))
    response = client.get(f"/requests/{entry.reference}/{query}")
    assert response.status_code == 200
    return text_of(response)


def words_of(html: str) -> str:
    """The text of a page as it is read."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_page_says_everything_that_a_request_holds(client, world):
    entry = accepted(world, world.dfe, world.moj, kind="pooling", nature="practice", theme="Schools", detail="Why so.")
    secretary = world.person("secretariat")
    more = {"attention": "dg", "attention_reason": "They disagree.", "contact": "A N Other"}
    triage(entry, by=secretary, expected_version=entry.shared_version, **more)
    state_next_step(entry, by=world.person("locality_lead"), expected_version=entry.shared_version, next_step="Visit")
    reply(entry, by=world.person("officer"), text="Thank you.")
    said = words_of(page_of(client, world, "secretariat", entry))
    for text in (
        *("Let schools pool funding", "Why so.", "Swindon", "DfE, MoJ", "DfE leads", "By a date", "due 1 April 2011"),
        *("Help to pool or align", "Business practice", "Schools", "Director General since", "They disagree."),
        *("A N Other", "Accepted", "17 March 2011 by", "Next step with the place", "Visit", "Thank you."),
    ):
        assert text in said, text


def test_each_departments_position_stands_with_its_version_next_step_and_documents(client, world):
    entry = accepted(world, world.dfe, world.moj)
    words = Words(
        text="Counsel is asked.",
        confidence="off_track",
        next_step="Meet the judges",
        next_step_owner="A Person",
        next_step_on=date(2011, 5, 1),
        documents=[DOCUMENT],
    )
    state_position(entry, by=world.person("moj_champion"), expected_version=0, department=world.moj, words=words)
    html = page_of(client, world, "champion", entry)
    said = words_of(html)
    assert "MoJ Off track Counsel is asked. Next step: Meet the judges, A Person, by 1 May 2011" in said
    assert "Letter on sharing , MoJ, 10 March 2011, to all areas" in said
    assert 'href="https://www.example.org/letter"' in html
    assert "version 1" in said
    assert "No position of their own: DfE." in said


def test_a_document_whose_link_could_run_is_no_link(client, world):
    entry = accepted(world)
    say(world, entry, "See the letter.", documents=[{**DOCUMENT, "link": "javascript:alert(1)"}])
    assert "javascript:" not in page_of(client, world, "partner", entry)


def test_every_text_is_shown_as_typed_and_nothing_of_it_runs(client, world):
    nasty = "<script>alert(1)</script> & {{ 7 * 7 }}"
    entry = accepted(world, issue=nasty, detail=nasty)
    say(world, entry, nasty)
    html = page_of(client, world, "officer", entry)
    assert "<script>alert" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt; &amp; {{ 7 * 7 }}") >= 3


def test_the_outcome_the_freedom_and_that_the_barrier_persists_stand_out(client, world):
    entry = accepted(world)
    secretary = world.person("secretariat")
    mark_addressed(
        entry,
        by=secretary,
        expected_version=entry.shared_version,
        outcome="already_existed",
        text="They may already.",
        freedom="Any area may pool.",
        on=date(2011, 3, 18),
    )
    say_persists(entry, by=world.person("officer"), text="Schools still refuse.")
    said = words_of(page_of(client, world, "partner", entry))
    assert "Freedom already existed , 18 March 2011 They may already." in said
    assert "What any area can do because of this Any area may pool." in said
    assert "The area says that the barrier is still there: Schools still refuse." in said


def test_each_slip_of_the_due_date_is_told_with_its_reason(client, world):
    entry = accepted(world)
    secretary = world.person("secretariat")
    for due_on, reason in (
        (date(2011, 6, 1), "Counsel was asked."),
        (date(2011, 5, 1), ""),
        (date(2011, 9, 1), "Strike."),
    ):
        triage(entry, by=secretary, expected_version=entry.shared_version, due_on=due_on, reason=reason)
    said = words_of(page_of(client, world, "officer", entry))
    assert "From 1 April 2011 to 1 June 2011" in said
    assert "From 1 May 2011 to 1 September 2011" in said
    assert "Strike." in said
    assert "From 1 June 2011 to 1 May 2011" not in said, "an earlier date is no slip"


def test_related_requests_and_duplicates_are_shown_only_where_they_may_be_known_of(client, world):
    entry, related = accepted(world), accepted(world, issue="Related one")
    foreign = accepted(world, area=world.barnet, issue="Barnet’s secret")
    secretary = world.person("secretariat")
    link_related(entry, by=secretary, to=related)
    link_related(entry, by=secretary, to=foreign)
    double = raised(world)
    mark_duplicate(double, by=secretary, expected_version=double.shared_version, of=entry)
    mine = page_of(client, world, "officer", entry)
    assert f'Related to <a class="govuk-link" href="/requests/{related.reference}/"' in mine
    assert f'Has a duplicate <a class="govuk-link" href="/requests/{double.reference}/"' in mine
    assert foreign.reference not in mine
    assert foreign.reference in page_of(client, world, "partner", entry)
    other_end = page_of(client, world, "officer", double)
    assert f'Duplicate of <a class="govuk-link" href="/requests/{entry.reference}/"' in other_end


def test_the_history_is_newest_first_with_what_each_change_did(client, world):
    entry = accepted(world)
    say(world, entry, "First word.")
    triage(
        entry, by=world.person("secretariat"), expected_version=entry.shared_version, kind="pooling", theme="Schools"
    )
    said = words_of(page_of(client, world, "officer", entry))
    history = said[said.index("History") :]
    places = [history.index(text) for text in ("Details changed", "Position stated", "Triaged", "Raised")]
    assert places == sorted(places)
    assert "Kind of request: Help to pool or align" in history
    assert "Status: Accepted → In hand" in history


def test_a_long_history_shows_its_newest_fifty_and_goes_on_by_key(client, world):
    entry = accepted(world)
    for number in range(60):
        say(world, entry, f"Word number {number}.")
    html = page_of(client, world, "officer", entry)
    said = words_of(html[html.index('id="history"') :])
    assert "Word number 59." in said
    assert "Word number 10." in said
    assert "Word number 9." not in said
    older = re.search(r'href="(\?before=\d+)#history"', html)
    assert older
    rest = words_of(page_of(client, world, "officer", entry, older[1]))
    assert "Word number 9." in rest
    assert "Word number 0." in rest
    assert "Triaged" in rest


@pytest.mark.parametrize("role", ["champion", "officer", "partner"])
def test_the_page_takes_at_most_seven_statements_however_long_the_history(client, world, role):
    entry = accepted(world, world.dfe, world.moj)
    client.force_login(world.person(role))
    few = statements(client, f"/requests/{entry.reference}/")
    for number in range(20):
        say(world, entry, f"Word {number}.")
        link_related(entry, by=world.person("secretariat"), to=accepted(world, issue=f"Other {number}"))
        watch(entry, by=world.person("champion"))
    assert statements(client, f"/requests/{entry.reference}/") == few <= 7


def test_how_many_watch_is_for_whitehall_and_the_button_for_everybody(client, world):
    entry = accepted(world)
    watch(entry, by=world.person("partner"))
    assert "1 person watches" in words_of(page_of(client, world, "champion", entry))
    mine = page_of(client, world, "partner", entry)
    assert "watches this request" not in words_of(mine)
    assert f'action="/requests/{entry.reference}/unwatch/"' in mine
    assert f'action="/requests/{entry.reference}/watch/"' in page_of(client, world, "officer", entry)


@pytest.mark.parametrize("address", ["CB-9999/", "CB-9999/revisions/", "CB-12/", "cb-0001/", "CB-00000000000001/"])
def test_a_request_that_is_not_there_and_one_that_may_not_be_seen_answer_alike(client, world, address):
    foreign = accepted(world, area=world.barnet)
    client.force_login(world.person("officer"))
    missing, hidden = client.get(f"/requests/{address}"), client.get(f"/requests/{foreign.reference}/")
    assert missing.status_code == hidden.status_code == 404
    assert missing.content == hidden.content


def offered(world: World, role: str, entry: LoggedRequest) -> list[str]:
    return [action.text for action in actions_on(entry, world.person(role))]


def test_the_actions_offered_are_those_that_the_role_may_take_now(world):
    entry = raised(world)
    assert offered(world, "secretariat", entry)[0] == "Triage"
    assert offered(world, "officer", entry) == ["Reply", "Withdraw"]
    entry = accepted(world)
    assert offered(world, "champion", entry)[0] == "State a position"
    assert offered(world, "moj_champion", entry) == []
    assert offered(world, "locality_lead", entry) == ["Say the next step with the place"]
    assert offered(world, "partner", entry) == []
    mark_addressed(
        entry, by=world.person("champion"), expected_version=entry.shared_version, outcome="agreed", text="Yes."
    )
    assert "Reopen" in offered(world, "champion", entry)
    assert "Say that the barrier persists" in offered(world, "officer", entry)
    assert offered(world, "administrator", entry) == []


@pytest.mark.parametrize("before", ["0", "-1", "x", "٣", "9" * 30])
def test_a_place_in_the_history_that_is_none_is_not_there(client, world, before):
    entry = accepted(world)
    client.force_login(world.person("officer"))
    assert client.get(f"/requests/{entry.reference}/", {"before": before}).status_code == 404


def test_a_declared_freedom_is_part_of_the_history(client, world):
    entry = accepted(world)
    declare_freedom(
        entry, by=world.person("secretariat"), expected_version=entry.shared_version, text="Any area may pool."
    )
    assert "Freedom declared by A Secretariat" in words_of(page_of(client, world, "officer", entry))
