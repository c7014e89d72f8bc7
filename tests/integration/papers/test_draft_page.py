"""The page on which a draft is written."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from cbtracker.papers.drafts import Section
from cbtracker.papers.models import Paper
from cbtracker.papers.sections import catalogue
from cbtracker.papers.sections.registry import SectionKind, SectionUnavailable
from cbtracker.papers.services import change_draft, discard_draft
from cbtracker.papers.services.drafting import words_of
from tests.factories.papers import MeetingFactory
from tests.integration.papers.paper_world import ANNEXES, THURSDAY, drafted, frozen, group, quickly_issued

WRITTEN = (Section("summary", ("body",), "What we know."), *ANNEXES)


@pytest.fixture
def secretary(client, world):
    client.force_login(world.person("secretariat"))
    return client


@pytest.fixture
def draft(world):
    return drafted(world, sections=WRITTEN)


def address(paper):
    return reverse("papers:draft", kwargs={"pk": paper.pk})


def sent(paper, **changes):
    """What the form of `paper` sends."""
    data = {"version": paper.version, "title": paper.title, "marking": paper.marking, "action": "save"}
    data["sections"] = [row["kind"] for row in paper.sections]
    for row in paper.sections:
        data |= {f"{row['kind']}-here": "1", f"{row['kind']}-audiences": row["audiences"]}
        data[f"{row['kind']}-text"] = row["text"]
    return {**data, **changes}


def parsed(response):
    return html.document_fromstring(response.content.decode())


def order_of(response):
    return parsed(response).xpath("//form[@id='draft']//input[@name='sections']/@value")


def text_in(response, name):
    return parsed(response).xpath(f"//textarea[@name='{name}']")[0].text.lstrip("\n")


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
    kinds = [row["kind"] for row in Paper.objects.get().sections]
    assert kinds == ["summary", "purpose", "considerations", "annex_a", "annex_b", "progress"]


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


def test_a_text_of_20_000_characters_is_saved_and_shown(secretary, draft):
    text = ("A sentence. " * 2000)[:20_000].strip()
    assert secretary.post(address(draft), sent(draft, **{"summary-text": text})).status_code == 302
    assert text_in(secretary.get(address(draft)), "summary-text") == text


def test_a_section_that_the_page_does_not_know_is_not_invented(secretary, draft):
    secretary.post(address(draft), sent(draft, sections=["annex_a", "weather", "annex_a"]))
    draft.refresh_from_db()
    assert [row["kind"] for row in draft.sections] == ["annex_a"]


# --- Two writers ---


def overtaken(draft, world, **words):
    change_draft(
        Paper.objects.get(pk=draft.pk),
        by=world.person("secretariat"),
        expected_version=1,
        words=words_of(draft, **words),
    )


def test_who_saves_second_sees_both_versions_and_keeps_every_word(secretary, world, draft):
    theirs = (Section("summary", ("body",), "What we know by now."), *ANNEXES)
    overtaken(draft, world, title="Theirs", sections=theirs)
    response = secretary.post(address(draft), sent(draft, title="Mine", **{"summary-text": "What I know."}))
    said = response.content.decode()
    assert response.status_code == 409
    assert "A Secretariat saved a change" in said
    assert "Theirs" in said
    assert text_in(response, "summary-text") == "What I know."
    assert "by now" in said
    saved = secretary.post(address(draft), sent(draft, version=2, title="Mine", **{"summary-text": "What I know."}))
    draft.refresh_from_db()
    assert (saved.status_code, draft.title, draft.version) == (302, "Mine", 3)


def test_both_texts_can_be_put_into_the_form(secretary, world, draft):
    overtaken(draft, world, sections=(Section("summary", ("body",), "Theirs."), *ANNEXES))
    mine = sent(draft, version=2, choice="combine", **{"summary-text": "Mine."})
    response = secretary.post(address(draft), mine)
    assert (response.status_code, text_in(response, "summary-text")) == (409, "Theirs.\n\nMine.")


def test_their_version_can_be_kept(secretary, world, draft):
    overtaken(draft, world, title="Their title")
    response = secretary.post(address(draft), sent(draft, title="Mine", choice="theirs"))
    assert response["Location"] == address(draft)
    draft.refresh_from_db()
    assert draft.title == "Their title"


def test_another_order_of_sections_is_a_difference_too(secretary, world, draft):
    overtaken(draft, world, sections=tuple(reversed(WRITTEN)))
    said = secretary.post(address(draft), sent(draft)).content.decode()
    assert "Sections, in order" in said


@pytest.mark.parametrize("fate", ["issued", "discarded"])
def test_words_for_a_draft_that_is_no_more_can_be_copied(secretary, world, draft, fate):
    by = world.person("secretariat")
    if fate == "issued":
        frozen(draft, by=by)
    else:
        discard_draft(Paper.objects.get(pk=draft.pk), by=by, expected_version=1)
    response = secretary.post(address(draft), sent(draft, **{"summary-text": "Words that took an hour."}))
    said = response.content.decode()
    assert response.status_code == 409
    assert "Words that took an hour." in said
    assert ("A Secretariat issued" if fate == "issued" else "has discarded this draft") in said


def test_an_issued_paper_has_no_form_and_leads_to_itself(secretary, world):
    paper = quickly_issued(world)
    assert secretary.get(address(paper))["Location"] == reverse("papers:paper", kwargs={"pk": paper.pk})


# --- Preview ---


def preview(client, paper, **typed):
    return client.post(reverse("papers:live_preview", kwargs={"pk": paper.pk}), sent(paper, **typed))


def test_a_preview_shows_words_that_are_not_saved_and_writes_nothing(secretary, draft, changing):
    with CaptureQueriesContext(connection) as captured:
        response = preview(secretary, draft, title="Unsaved title", **{"summary-text": "Unsaved words"})
    said = response.content.decode()
    assert "Unsaved title" in said
    assert "Unsaved words" in said
    assert "Draft, not issued" in said
    assert "<html" not in said
    writes = [one["sql"] for one in captured if one["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]
    assert writes == []
    draft.refresh_from_db()
    assert (draft.title, draft.version) == ("Requests of Whitehall", 1)


def test_a_preview_is_of_the_audience_that_is_asked_for(secretary, draft, changing):
    assert "What we know." in preview(secretary, draft).content.decode()
    said = preview(secretary, draft, preview_for="areas").content.decode()
    assert "What we know." not in said
    assert "Let all schools" not in said
    assert "What we know." in preview(secretary, draft, preview_for="press").content.decode()


def test_a_preview_of_what_cannot_be_understood_shows_what_is_saved(secretary, draft):
    said = preview(secretary, draft, title="", as_at_day="40", **{"summary-text": "x" * 20_001}).content.decode()
    assert "Requests of Whitehall" in said
    assert "What we know." in said


def test_a_section_that_cannot_be_made_says_so_in_its_place(secretary, draft, monkeypatch):
    def gone(context):
        raise SectionUnavailable("The call has been taken back. Choose another.")

    kinds = {**catalogue.KINDS, "annex_a": SectionKind("annex_a", "Annex A", gone)}
    monkeypatch.setattr("cbtracker.papers.drafts.KINDS", kinds)
    said = preview(secretary, draft).content.decode()
    assert "Missing: The call has been taken back. Choose another." in said
    assert said.index("What we know.") < said.index("Missing:") < said.index("Annex B")
    page = secretary.get(reverse("papers:issue", kwargs={"pk": draft.pk}))
    assert f"{address(draft)}#section-annex_a" in page.content.decode()
    assert "Issue the paper</button>" not in " ".join(page.content.decode().split())


def test_text_is_shown_as_text_in_the_preview(secretary, world):
    paper = drafted(world, sections=(Section("summary", ("body",), "<img src=x onerror=alert(1)>"),))
    said = secretary.get(address(paper)).content.decode()
    assert "<img src=x" not in said


def test_the_saved_draft_has_a_page_for_each_audience_and_files_that_say_draft(secretary, draft):
    for audience in ("body", "areas", "partners"):
        page = secretary.get(reverse("papers:preview", kwargs={"pk": draft.pk, "audience": audience}))
        assert page.status_code == 200
        assert "Draft, not issued" in page.content.decode()
    where = {"pk": draft.pk, "audience": "body", "format": "html"}
    file = secretary.get(reverse("papers:draft_file", kwargs=where))
    assert file["Content-Disposition"].startswith('attachment; filename="draft-requests-of-whitehall')
    assert "Draft, not issued" in file.content.decode()


def test_the_preview_of_an_issued_paper_leads_to_what_was_issued(secretary, world):
    where = {"pk": quickly_issued(world, now=THURSDAY).pk, "audience": "areas"}
    response = secretary.get(reverse("papers:preview", kwargs=where))
    assert response["Location"] == reverse("papers:rendition", kwargs=where)


def test_the_number_of_queries_of_the_page_does_not_grow_with_the_sections(secretary, world, draft):
    def queries(paper):
        with CaptureQueriesContext(connection) as captured:
            secretary.get(address(paper))
        return len(captured)

    assert queries(draft) <= queries(drafted(world, sections=ANNEXES)) <= 16
