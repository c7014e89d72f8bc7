"""The page on which a draft is written."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cbtracker.papers.drafts import Section
from cbtracker.papers.models import Paper
from tests.factories.papers import MeetingFactory
from tests.integration.papers.draft_pages import address, order_of, parsed, sent, text_in
from tests.integration.papers.paper_world import ANNEXES, FIRST_SECTIONS, THURSDAY, drafted, group, quickly_issued


def test_a_paper_is_begun_with_the_sections_and_the_comparison_of_the_bodys_last(secretary, world, changing):
    last = quickly_issued(world, sections=(Section("annex_b", ("body",)), Section("summary", ("body",), "Old words")))
    meeting = MeetingFactory(body=group())
    page = secretary.get(reverse("papers:new"), {"body": "cb-group"})
    assert "Requests of Whitehall" in page.content.decode()
    response = secretary.post(f"{reverse('papers:new')}?body=cb-group", {"title": "Next", "meeting": meeting.pk})
    paper = Paper.objects.get(title="Next")
    assert response["Location"] == address(paper)
    assert (paper.compared_with, paper.meeting, paper.marking) == (last, meeting, "OFFICIAL")
    assert [(row["kind"], row["text"]) for row in paper.sections] == [("annex_b", ""), ("summary", "")]


def test_a_bodys_first_paper_begins_with_what_needs_no_earlier_one(secretary, world):
    group()
    secretary.post(f"{reverse('papers:new')}?body=cb-group", {"title": "First"})
    paper = Paper.objects.get()
    assert [row["kind"] for row in paper.sections] == FIRST_SECTIONS
    for row in paper.sections[-2:]:
        assert row["audiences"] == ["body", "areas", "partners"], "how the rollout goes is no secret"


def test_without_a_body_or_a_title_nothing_is_begun(secretary, world):
    group()
    assert "Which body" in secretary.get(reverse("papers:new")).content.decode()
    assert secretary.get(reverse("papers:new"), {"body": ""}).status_code == 422
    assert secretary.get(reverse("papers:new"), {"body": "narnia"}).status_code == 422
    assert secretary.post(f"{reverse('papers:new')}?body=cb-group", {"title": " "}).status_code == 422
    assert secretary.post(f"{reverse('papers:new')}?body=narnia", {"title": "x"}).status_code == 302
    assert not Paper.objects.exists()


def test_everything_that_is_typed_is_saved(secretary, draft):
    words = {"title": "Better", "marking": "RESTRICTED", "summary-text": "New words\r\n\r\n- one", "time": "5pm"}
    day = {"as_at_day": "17", "as_at_month": "3", "as_at_year": "2011"}
    order = {"sections": ["annex_b", "summary", "annex_a"], "annex_a-audiences": ["body", "partners"]}
    response = secretary.post(address(draft), sent(draft, **words, **day, **order))
    assert response.status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.marking, draft.as_at.isoformat()) == (
        "Better",
        "RESTRICTED",
        "2011-03-17T17:00:00+00:00",
    )
    assert [row["kind"] for row in draft.sections] == ["annex_b", "summary", "annex_a"]
    assert draft.sections[1]["text"] == "New words\n\n- one"
    assert draft.sections[2]["audiences"] == ["body", "partners"]


def test_the_choice_that_a_section_has_is_saved_and_shown(secretary, world):
    paper = drafted(world, sections=(Section("changes"),), compared_with=quickly_issued(world))
    secretary.post(address(paper), sent(paper, compared_with=paper.compared_with_id, **{"changes-only_changed": "on"}))
    paper.refresh_from_db()
    assert paper.sections[0]["options"] == {"only_changed": True}
    assert parsed(secretary.get(address(paper))).xpath("//input[@name='changes-only_changed']/@checked")


def test_places_are_chosen_for_their_sheets_and_none_means_all(secretary, world):
    paper = drafted(world, sections=(Section("place_sheets"),))
    secretary.post(address(paper), sent(paper, **{"place_sheets-areas": [world.barnet.pk]}))
    paper.refresh_from_db()
    assert paper.sections[0]["options"] == {"areas": [world.barnet.pk]}
    page = secretary.get(address(paper))
    assert parsed(page).xpath("//input[@name='place_sheets-areas'][@checked]/@value") == [str(world.barnet.pk)]
    secretary.post(address(paper), sent(paper, version=2))
    paper.refresh_from_db()
    assert paper.sections[0]["options"] == {}


@pytest.mark.parametrize(
    ("action", "order"),
    [
        ("up:annex_a", ["annex_a", "summary", "annex_b"]),
        ("down:summary", ["annex_a", "summary", "annex_b"]),
        ("up:summary", ["summary", "annex_a", "annex_b"]),
        ("down:annex_b", ["summary", "annex_a", "annex_b"]),
        ("out:annex_a", ["summary", "annex_b"]),
        ("add", ["summary", "annex_a", "annex_b", "purpose"]),
    ],
)
def test_a_button_rearranges_sections_says_so_keeps_what_is_typed_and_saves_nothing(secretary, draft, action, order):
    typed = {"action": action, "add_section": "purpose", "summary-text": "Half a sent", "title": "Not yet saved"}
    response = secretary.post(address(draft), sent(draft, **typed))
    assert (response.status_code, order_of(response)) == (200, order)
    assert text_in(response, "summary-text") == "Half a sent"
    said = " ".join(parsed(response).xpath("//*[@role='status']//text()"))
    assert "is now section" in said or "is taken out" in said or "is added as section" in said
    assert "Not yet saved" in response.content.decode()
    draft.refresh_from_db()
    assert (draft.title, draft.version) == ("Requests of Whitehall", 1)


def test_a_section_that_was_taken_out_comes_back_with_its_words(secretary, draft):
    out = secretary.post(address(draft), sent(draft, action="out:summary", **{"summary-text": "Half a sentence"}))
    hidden = {one.get("name"): one.get("value") for one in parsed(out).xpath("//input[@type='hidden']")}
    again = sent(draft, action="add", add_section="summary", sections=order_of(out))
    response = secretary.post(address(draft), {**again, "summary-text": hidden["summary-text"]})
    assert order_of(response)[-1] == "summary"
    assert text_in(response, "summary-text") == "Half a sentence"


@pytest.mark.parametrize("action", ["add", "up:weather", "down:", "out:changes", "sideways:annex_a"])
def test_a_button_that_means_nothing_loses_nothing(secretary, draft, action):
    response = secretary.post(address(draft), sent(draft, action=action, add_section="weather", title=""))
    assert order_of(response) == ["summary", "annex_a", "annex_b"]


WRONG = {
    "no title": {"title": " "},
    "no marking": {"marking": ""},
    "a date that is none": {"as_at_day": "31", "as_at_month": "2", "as_at_year": "2011"},
    "the future": {"as_at_day": "1", "as_at_month": "1", "as_at_year": "2099"},
    "a time without a date": {"time": "5pm"},
    "a meeting of nobody": {"meeting": "999999"},
    "a paper that there is not": {"compared_with": "999999"},
    "a section for nobody": {"annex_a-audiences": []},
    "a section for strangers": {"annex_a-audiences": ["press"]},
    "a text that is too long": {"summary-text": "x" * 20_001},
    "markup": {"summary-text": "<script>alert(1)</script>"},
    "no version": {"version": ""},
    "a version that is none": {"version": "one"},
}


@pytest.mark.parametrize("typed", WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_said_and_nothing_is_saved_or_lost(secretary, draft, typed):
    words = {"title": "Kept title", "annex_b-audiences": ["body"], **typed}
    response = secretary.post(address(draft), sent(draft, **words))
    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()
    draft.refresh_from_db()
    assert (draft.version, draft.title) == (1, "Requests of Whitehall")
    assert order_of(response) == ["summary", "annex_a", "annex_b"]
    assert not parsed(response).xpath("//script[contains(text(), 'alert')]")


def test_a_paper_is_not_compared_with_one_of_a_later_moment(secretary, world, draft):
    later = quickly_issued(world, now=THURSDAY)
    day = {"as_at_day": "17", "as_at_month": "3", "as_at_year": "2011"}
    response = secretary.post(address(draft), sent(draft, compared_with=later.pk, **day))
    assert response.status_code == 422
    assert "is of a later moment than this paper. Choose an earlier paper." in response.content.decode()
    draft.refresh_from_db()
    assert draft.compared_with is None


def test_a_text_of_20_000_characters_is_saved_and_shown(secretary, draft):
    text = ("A sentence. " * 2000)[:20_000].strip()
    assert secretary.post(address(draft), sent(draft, **{"summary-text": text})).status_code == 302
    assert text_in(secretary.get(address(draft)), "summary-text") == text


def test_a_section_that_the_page_does_not_know_is_not_invented(secretary, draft):
    secretary.post(address(draft), sent(draft, sections=["annex_a", "weather", "annex_a"]))
    draft.refresh_from_db()
    assert [row["kind"] for row in draft.sections] == ["annex_a"]


def test_the_number_of_queries_of_the_page_does_not_grow_with_the_sections(secretary, world, draft):
    def queries(paper):
        with CaptureQueriesContext(connection) as captured:
            secretary.get(address(paper))
        return len(captured)

    assert queries(draft) <= queries(drafted(world, sections=ANNEXES)) <= 16
