"""Two who write one draft: no word is lost."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cbtracker.papers.drafts import Section
from cbtracker.papers.models import Paper
from cbtracker.papers.services import change_draft, discard_draft
from cbtracker.papers.services.drafting import words_of
from tests.integration.papers.draft_pages import WRITTEN, address, sent, text_in
from tests.integration.papers.paper_world import ANNEXES, frozen, quickly_issued


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
