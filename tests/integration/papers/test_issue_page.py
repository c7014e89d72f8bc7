"""Issuing on the page, and what follows an issued paper."""

from __future__ import annotations

import pytest
import time_machine
from django.urls import reverse

from cbtracker.papers.drafts import Section
from cbtracker.papers.models import Paper, Rendition
from cbtracker.papers.services import change_draft, issue_paper, start_reissue
from cbtracker.papers.services.drafting import words_of
from cbtracker.papers.views import issuing
from tests.factories.papers import MeetingFactory
from tests.integration.papers.paper_world import ANNEXES, THURSDAY, TUESDAY, drafted, frozen, group, quickly_issued


@pytest.fixture
def quick(monkeypatch):
    """Issue without making files, which takes seconds."""

    def issue(paper, *, by, expected_version):
        issuing_check(paper, expected_version)
        return frozen(Paper.objects.get(pk=paper.pk), by=by)

    def issuing_check(paper, expected_version):
        assert Paper.objects.get(pk=paper.pk).version == expected_version

    monkeypatch.setattr(issuing, "issue_paper", issue)


def address(route, paper):
    return reverse(f"papers:{route}", kwargs={"pk": paper.pk})


def post(client, route, paper, **data):
    return client.post(address(route, paper), {"version": paper.version, **data})


def followed(response, client):
    return client.get(client.get(response["Location"])["Location"]).content.decode()


def test_the_page_says_what_is_frozen_and_for_whom(secretary, world):
    paper = drafted(world, sections=(Section("summary", ("body",), "Text"), *ANNEXES))
    said = secretary.get(address("issue", paper)).content.decode()
    for words in ("CB Group", "The moment of issue", "No paper", "OFFICIAL", "Summary · Annex A", "Issue the paper"):
        assert words in said


def test_the_button_issues_the_paper_and_leads_to_it(secretary, world, quick):
    paper = drafted(world)
    response = post(secretary, "issue", paper)
    assert response["Location"] == address("paper", paper)
    assert "is issued. Nobody can change it any more." in followed(response, secretary)
    assert Paper.objects.get().is_issued


@pytest.mark.parametrize("version", ["", "many", "-1"])
def test_without_a_version_nothing_is_issued(secretary, world, version):
    paper = drafted(world)
    assert secretary.post(address("issue", paper), {"version": version}).status_code == 422
    assert not Rendition.objects.exists()


def test_who_issues_second_is_led_to_what_was_issued_and_told_by_whom(secretary, world):
    paper = drafted(world)
    frozen(Paper.objects.get(), by=world.person("secretariat"))
    response = post(secretary, "issue", paper)
    assert response["Location"] == address("paper", paper)
    assert "A Secretariat issued “Requests of Whitehall” on 22 March 2011, 5:00pm." in followed(response, secretary)
    assert Rendition.objects.count() == 3


def test_a_draft_that_has_changed_is_looked_at_again_before_it_is_issued(secretary, world):
    paper = drafted(world)
    changed = words_of(paper, title="Other")
    change_draft(Paper.objects.get(), by=world.person("secretariat"), expected_version=1, words=changed)
    response = post(secretary, "issue", paper)
    assert response.status_code == 409
    assert "Somebody changed the draft after you opened this page." in response.content.decode()
    assert "Other" in response.content.decode()
    assert not Paper.objects.get().is_issued


@pytest.mark.parametrize(
    ("sections", "reason"),
    [((), "Add at least one section."), ((Section("summary", ("body",), ""),), "Nothing is written yet.")],
)
def test_a_paper_that_is_not_ready_says_why_and_offers_no_button(secretary, world, sections, reason):
    paper = drafted(world, sections=sections)
    said = secretary.get(address("issue", paper)).content.decode()
    assert reason in said
    assert "Mend it" in said
    assert 'name="version"' not in said
    response = post(secretary, "issue", paper)
    assert response.status_code == 422
    assert "The paper is not issued" in response.content.decode()
    assert not Paper.objects.get().is_issued


def test_a_draft_that_was_discarded_meanwhile_is_not_found(secretary, world):
    paper = drafted(world)
    post(secretary, "discard", paper)
    assert not Paper.objects.exists()
    assert secretary.post(address("issue", paper), {"version": 1}).status_code == 404


# --- What follows ---


def test_one_click_makes_the_tabled_update_and_a_second_one_leads_to_the_same(secretary, world):
    paper = quickly_issued(world, meeting=MeetingFactory(body=group(), starts_at=THURSDAY))
    with time_machine.travel(TUESDAY, tick=False):
        assert "Prepare a tabled update" in page_of(secretary, paper)
        first, second = post(secretary, "tabled_update", paper), post(secretary, "tabled_update", paper)
        assert "Go on with the tabled update" in page_of(secretary, paper)
    update = Paper.objects.get(supplement_to=paper)
    assert first["Location"] == second["Location"] == address("draft", update)
    assert [row["kind"] for row in update.sections] == ["changes"]


def page_of(client, paper):
    return client.get(reverse("papers:rendition", kwargs={"pk": paper.pk, "audience": "body"})).content.decode()


def test_once_the_meeting_has_begun_there_is_no_tabled_update(secretary, world):
    paper = quickly_issued(world, meeting=MeetingFactory(body=group(), starts_at=THURSDAY))
    with time_machine.travel(THURSDAY, tick=False):
        assert "Prepare a tabled update" not in page_of(secretary, paper)
        response = post(secretary, "tabled_update", paper)
        assert "The meeting has begun." in followed(response, secretary)
    assert not Paper.objects.filter(supplement_to=paper).exists()


def test_a_reissue_begins_with_what_it_corrects(secretary, world):
    paper = quickly_issued(world)
    assert post(secretary, "reissue", paper, correction=" ").status_code == 422
    assert post(secretary, "reissue", paper, correction="x" * 2001).status_code == 422
    response = post(secretary, "reissue", paper, correction="A name was wrong.")
    draft = Paper.objects.get(corrects=paper)
    assert (draft.issue_number, draft.correction) == (2, "A name was wrong.")
    assert response["Location"] == address("paper", draft)
    assert "A name was wrong." in secretary.get(address("draft", draft)).content.decode()


def test_two_who_correct_the_same_paper_get_one_draft_and_are_told(secretary, world):
    paper = quickly_issued(world)
    start_reissue(paper, by=world.person("secretariat"), correction="Theirs.")
    assert "has been started already" in followed(secretary.get(address("reissue", paper)), secretary)
    response = post(secretary, "reissue", paper, correction="Mine.")
    assert "Somebody else had started issue 2" in followed(response, secretary)
    assert Paper.objects.get(corrects=paper).correction == "Theirs."


def test_a_replaced_issue_is_not_corrected_again(secretary, world):
    paper, by = quickly_issued(world), world.person("secretariat")
    frozen(start_reissue(paper, by=by, correction="One.", now=TUESDAY), by=by)
    response = post(secretary, "reissue", paper, correction="Two.")
    assert response.status_code == 422
    assert "A later issue replaces this one." in response.content.decode()
    assert "Correct it with a new issue" not in page_of(secretary, paper)


@pytest.mark.parametrize("route", ["reissue", "tabled_update"])
def test_nothing_follows_a_draft(secretary, world, route):
    assert post(secretary, route, drafted(world)).status_code == 404


def test_a_draft_is_discarded_after_a_question_and_only_as_it_was_seen(secretary, world):
    paper = drafted(world)
    assert "Do you want to discard" in secretary.get(address("discard", paper)).content.decode()
    assert secretary.post(address("discard", paper), {"version": "7"}).status_code == 409
    assert secretary.post(address("discard", paper)).status_code == 422
    assert Paper.objects.exists()
    assert post(secretary, "discard", paper)["Location"] == reverse("papers:list")
    assert not Paper.objects.exists()


def test_an_issued_paper_is_not_discarded(secretary, world):
    paper = quickly_issued(world)
    response = post(secretary, "discard", paper)
    assert response["Location"] == address("paper", paper)
    assert Paper.objects.get().is_issued
    assert secretary.get(address("discard", paper))["Location"] == address("paper", paper)


def test_issuing_for_real_freezes_fifteen_files(secretary, world, changing):
    paper = drafted(world)
    assert issuing.issue_paper is issue_paper
    assert post(secretary, "issue", paper).status_code == 302
    assert sum(one.files.count() for one in Rendition.objects.filter(paper=paper)) == 15
