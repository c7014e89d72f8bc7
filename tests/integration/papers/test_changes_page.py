"""The page of what changed between two moments, and its file."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from cbtracker.papers.changes_page import PAGE
from requests_log.changes_since.rows import HEADER
from requests_log.services import Words, state_position, withdraw
from tests.integration.papers.conftest import BETWEEN, LATE, say
from tests.integration.papers.paper_world import THURSDAY, TUESDAY, WEDNESDAY, issued
from tests.integration.requests_log.world import accepted

SINCE = {"since": "2011-03-20", "until": "2011-03-23"}


def read(client, world, role="secretariat", **query):
    """The page as a tree, after signing in as a person of `role`."""
    client.force_login(world.person(role))
    response = client.get(reverse("papers:changes"), query)
    return response, html.document_fromstring(response.content.decode())


def text(page) -> str:
    """The words of the page's main part."""
    return " ".join(page.find(".//main").text_content().split())


def rows(response) -> list[dict[str, str]]:
    """The rows of the file."""
    lines = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(lines)))


def test_the_title_counts_and_every_change_is_shown_with_its_words_marked(client, world, changing):
    response, page = read(client, world, **SINCE)
    assert response.status_code == 200
    title = "1 request changed from 20 March 2011, midnight to 23 March 2011, midnight"
    assert page.find(".//h1").text == title
    assert page.find(".//title").text.startswith(title)
    assert [item.text for item in page.findall(".//h2") if "reworded" in item.text] == ["Position reworded (1)"]
    assert [term.text for term in page.findall(".//main//dt")] == ["Position", "Issue", "Areas", "Departments"]
    assert "[removed: Schools] [added: Courts] may join [added: too] ." in text(page)


def test_without_a_choice_it_is_since_the_last_paper_by_what_that_paper_knew(client, world, changing):
    issued(world)
    accepted(world, issue="Entered late", now=WEDNESDAY)
    _, page = read(client, world)
    assert "Compared with what “Requests of Whitehall” said, which is as at 22 March 2011, 5:00pm." in text(page)
    assert "1 request changed: 1 new. 1 with no word since." in text(page)


def test_without_a_choice_and_a_paper_it_is_of_the_last_week(client, world):
    now = datetime.now(tz=UTC)
    say(world, accepted(world, now=now - timedelta(days=8)), "Said today", at=now)
    accepted(world, issue="Older than a week", now=now - timedelta(days=9))
    _, page = read(client, world)
    assert "1 request changed: 1 with the position reworded. 1 with no word since." in text(page)


def test_what_was_entered_later_with_an_earlier_date_shows_up(client, world, changing):
    entry = accepted(world, now=BETWEEN - timedelta(days=9))
    early, words = BETWEEN - timedelta(days=2), Words("Backdated")
    by = world.person("secretariat")
    state_position(entry, by=by, expected_version=0, words=words, now=LATE, effective_at=early)
    _, page = read(client, world, **SINCE)
    assert "Backdated" in text(page)


def test_the_address_that_is_passed_on_gives_the_same_after_more_has_changed(client, world, changing):
    issued(world)
    _, page = read(client, world)
    [link] = [item.get("href") for item in page.findall(".//a") if item.text == "Link to exactly these changes"]
    say(world, changing, "Said after the page was read", at=datetime.now(tz=UTC))
    later = html.document_fromstring(client.get(link).content.decode())
    assert later.find(".//h1").text == page.find(".//h1").text
    assert "Said after" not in text(later)


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ({"since": "2111-01-01"}, "is in the future. Choose a moment up to now"),
        ({"until": "2111-01-01"}, "is in the future. Choose a moment up to now"),
        ({"since": "2011-03-24", "until": "2011-03-20"}, "24 March 2011, midnight is later than what it is compared"),
        ({"since_time": "5pm"}, "Enter the date too, or leave the time blank"),
        ({"since": "2011-03-24", "since_time": "late"}, "Enter a time in the correct format, like 5pm or 17:00"),
        ({"paper": "4711"}, "Choose a paper from the list"),
    ],
)
def test_what_cannot_be_compared_says_what_to_do(client, world, query, error):
    response, page = read(client, world, **query)
    assert response.status_code == 422
    assert error in text(page)
    assert page.find(".//title").text.startswith("Error: ")
    assert client.get(reverse("papers:changes_csv"), query).status_code == 422


@pytest.mark.parametrize("role", ["officer", "partner"])
def test_who_is_not_whitehall_reads_their_own_view_of_it(client, world, role):
    own, other = accepted(world, now=BETWEEN), accepted(world, area=world.barnet, issue="Of Barnet", now=BETWEEN)
    for entry in (own, other):
        say(world, entry, "For everybody", at=LATE)
        say(world, entry, "For Whitehall only", at=LATE)
        say(world, entry, "Ministers object", at=LATE + timedelta(hours=1), audience="whitehall")
    _, page = read(client, world, role, since="2011-03-21", until="2011-03-23")
    assert "Ministers object" not in text(page)
    assert ("Of Barnet" in text(page)) is (role == "partner")
    file = client.get(reverse("papers:changes_csv"), {"since": "2011-03-21", "until": "2011-03-23"})
    assert "Ministers object" not in repr(rows(file))


def test_the_administrator_has_no_such_page(client, world):
    client.force_login(world.person("administrator"))
    for name in ("papers:changes", "papers:changes_csv"):
        assert client.get(reverse(name)).status_code == 404


def test_the_file_has_a_row_for_each_change_and_no_formula(client, world, changing):
    say(world, changing, "=HYPERLINK(1)", at=LATE)
    gone = accepted(world, now=BETWEEN - timedelta(days=9))
    withdraw(gone, by=world.person("secretariat"), expected_version=2, reason="+ solved", now=LATE)
    client.force_login(world.person("secretariat"))
    response = client.get(reverse("papers:changes_csv"), SINCE)
    assert response["Content-Disposition"] == 'attachment; filename="changes-2011-03-20-to-2011-03-23.csv"'
    found = rows(response)
    assert tuple(found[0]) == HEADER
    assert [(row["kind"], row["what"]) for row in found] == [
        ("Withdrawn", "Withdrawn"),
        *[("Position reworded", what) for what in ("Position", "Issue", "Areas", "Departments")],
    ]
    assert found[0]["reasons"] == "'+ solved"
    assert (found[1]["old"], found[1]["new"]) == ("Schools may join.", "'=HYPERLINK(1)")


def test_many_changes_are_read_in_pages_and_in_as_many_queries(client, world):
    for number in range(PAGE + 1):
        accepted(world, issue=f"Request {number}", now=LATE)
    client.force_login(world.person("secretariat"))
    with CaptureQueriesContext(connection) as captured:
        page = html.document_fromstring(client.get(reverse("papers:changes"), SINCE).content.decode())
    assert len(captured) <= 14  # twelve, the session and the user
    assert len(page.findall(".//main//h3")) == PAGE
    [following] = page.findall(".//a[@rel='next']")
    second = html.document_fromstring(client.get(following.get("href")).content.decode())
    assert len(second.findall(".//main//h3")) == 1
    assert "Page 2 of 2" in text(second)
    assert client.get(reverse("papers:changes"), {**SINCE, "page": "x²"}).status_code == 200


def test_a_paper_can_be_chosen_and_a_date_wins_over_it(client, world, changing):
    paper = issued(world, now=TUESDAY)
    say(world, changing, "After the paper", at=THURSDAY)
    _, page = read(client, world, paper=paper.pk, until="2011-03-25")
    assert page.find(".//h1").text.startswith("1 request changed from 22 March 2011, 5:00pm")
    _, page = read(client, world, paper=paper.pk, **SINCE)
    assert page.find(".//h1").text.startswith("1 request changed from 20 March 2011, midnight")
