"""A draft as its readers would read it, before it is saved and before it is issued."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cbtracker.papers.drafts import Section
from cbtracker.papers.sections import catalogue
from cbtracker.papers.sections.registry import SectionKind, SectionUnavailable
from tests.integration.papers.draft_pages import address, sent
from tests.integration.papers.paper_world import THURSDAY, drafted, quickly_issued


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
