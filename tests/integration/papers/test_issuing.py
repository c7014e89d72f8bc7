"""Issuing: frozen once for each audience, whole or not at all, and only once."""

from __future__ import annotations

import hashlib

import pytest

from areas.access import NotPermitted
from cbtracker.audit.models import AuditEvent
from cbtracker.papers.drafts import Section
from cbtracker.papers.models import Paper, Rendition, RenditionFile
from cbtracker.papers.renditions import read_rendition
from cbtracker.papers.sections import catalogue
from cbtracker.papers.sections.registry import SectionKind, SectionUnavailable
from cbtracker.papers.services import AlreadyIssued, StalePaper, change_draft, issue_paper, issuing
from cbtracker.papers.services.drafting import words_of
from cbtracker.papers.services.issuing import PaperNotReady
from tests.integration.papers.conftest import say
from tests.integration.papers.paper_world import ANNEXES, THURSDAY, TUESDAY, drafted, issued

WHITEHALL_WORDS = "Not for sharing before ministers answer."


def printed(paper: Paper, audience: str) -> str:
    """The structure of a rendition, as text."""
    return Rendition.objects.get(paper=paper, audience=audience).structure


def test_issuing_freezes_a_rendition_for_each_audience_in_five_formats(world, changing):
    paper = issued(world)
    assert (paper.state, paper.as_at, paper.known_at) == ("issued", TUESDAY, TUESDAY)
    assert [rendition.audience for rendition in paper.renditions.all()] == ["body", "areas", "partners"]
    files = RenditionFile.objects.filter(rendition__paper=paper)
    assert sorted(files.values_list("format", flat=True)) == sorted(["html", "pdf", "odt", "docx", "xlsx"] * 3)
    for file in files:
        assert hashlib.sha256(file.content).hexdigest() == file.digest
        assert file.size == len(file.content) > 500
    for rendition in paper.renditions.all():
        assert hashlib.sha256(rendition.structure.encode()).hexdigest() == rendition.digest
    audited = AuditEvent.objects.get(verb="paper.issued").data
    assert audited["issue"] == 1
    for file in files:
        assert audited["digests"][file.rendition.audience][file.format] == file.digest


def test_each_rendition_holds_only_what_its_audience_may_see(world, changing):
    say(world, changing, WHITEHALL_WORDS, at=TUESDAY, audience="whitehall")
    paper = issued(world, now=THURSDAY)
    assert WHITEHALL_WORDS in printed(paper, "body")
    assert WHITEHALL_WORDS not in printed(paper, "partners")
    assert "Courts may join too." in printed(paper, "partners")
    assert "Let all schools" not in printed(paper, "areas")


def test_a_body_of_leaders_does_not_read_what_is_for_whitehall_only(world, changing):
    say(world, changing, WHITEHALL_WORDS, at=TUESDAY, audience="whitehall")
    paper = drafted(world)
    paper.body.sight = "partners"
    paper.body.save()
    issue_paper(paper, by=world.person("secretariat"), expected_version=paper.version, now=THURSDAY)
    assert WHITEHALL_WORDS not in printed(paper, "body")
    assert "Courts may join too." in printed(paper, "body")


def test_a_section_is_printed_for_those_whom_it_is_for(world, changing):
    paper = issued(world, sections=(Section("annex_a", ("body",)), Section("annex_b", ("body", "partners"))))
    assert [("Annex A" in printed(paper, audience)) for audience in ("body", "partners", "areas")] == [1, 0, 0]
    assert [("Annex B" in printed(paper, audience)) for audience in ("body", "partners", "areas")] == [1, 1, 0]
    assert "No part of this paper is for this audience." in printed(paper, "areas")


def test_what_was_issued_stays_as_it_was_when_the_register_moves_on(world, changing):
    paper = issued(world)
    before = list(RenditionFile.objects.order_by("pk").values_list("digest", "content"))
    say(world, changing, "All is other now.", at=THURSDAY)
    assert "All is other" not in printed(paper, "body")
    assert [(digest, bytes(content)) for digest, content in before] == [
        (file.digest, bytes(file.content)) for file in RenditionFile.objects.order_by("pk")
    ]


@pytest.mark.parametrize("role", ["champion", "locality_lead", "officer", "partner", "administrator"])
def test_only_the_secretariat_issues(world, role):
    paper = drafted(world)
    with pytest.raises(NotPermitted):
        issue_paper(paper, by=world.person(role), expected_version=1)
    assert not Paper.objects.get().is_issued


def test_a_paper_is_issued_once(world):
    paper, by = drafted(world), world.person("secretariat")
    mine, yours = Paper.objects.get(), Paper.objects.get()
    issue_paper(mine, by=by, expected_version=1, now=TUESDAY)
    with pytest.raises(AlreadyIssued):
        issue_paper(yours, by=by, expected_version=1, now=THURSDAY)
    assert Paper.objects.get(pk=paper.pk).issued_at == TUESDAY
    assert Rendition.objects.count() == 3


def test_somebody_who_issues_while_the_files_of_another_are_being_made_wins_and_there_is_one_issue(world, monkeypatch):
    paper, by = drafted(world), world.person("secretariat")
    made = issuing._made

    def overtaken(built):
        monkeypatch.setattr(issuing, "_made", made)
        issue_paper(Paper.objects.get(), by=by, expected_version=1, now=TUESDAY)
        return made(built)

    monkeypatch.setattr(issuing, "_made", overtaken)
    with pytest.raises(AlreadyIssued):
        issue_paper(paper, by=by, expected_version=1, now=THURSDAY)
    assert (Paper.objects.get().issued_at, Rendition.objects.count()) == (TUESDAY, 3)


def test_a_draft_that_changed_since_it_was_read_is_not_issued(world):
    paper, by = drafted(world), world.person("secretariat")
    change_draft(Paper.objects.get(), by=by, expected_version=1, words=words_of(paper, title="Other"), now=TUESDAY)
    with pytest.raises(StalePaper):
        issue_paper(paper, by=by, expected_version=1, now=THURSDAY)
    assert not Paper.objects.get().is_issued


def test_a_crash_while_files_are_kept_leaves_the_draft_and_nothing_else(world, monkeypatch):
    paper, by = drafted(world), world.person("secretariat")
    kept = issuing._keep

    def crash(paper, made):
        if made.audience == "partners":
            raise OSError("the disk is full")
        kept(paper, made)

    monkeypatch.setattr(issuing, "_keep", crash)
    with pytest.raises(OSError, match="disk"):
        issue_paper(paper, by=by, expected_version=1, now=TUESDAY)
    assert (Paper.objects.get().state, Rendition.objects.count(), RenditionFile.objects.count()) == ("draft", 0, 0)
    monkeypatch.setattr(issuing, "_keep", kept)
    paper = Paper.objects.get()
    assert issue_paper(paper, by=by, expected_version=paper.version, now=TUESDAY).is_issued


def test_a_paper_without_sections_is_not_issued(world):
    paper = drafted(world, sections=())
    with pytest.raises(PaperNotReady, match="Add at least one section"):
        issue_paper(paper, by=world.person("secretariat"), expected_version=1, now=TUESDAY)
    assert not Paper.objects.get().is_issued


def test_a_section_whose_data_is_gone_stops_the_issue_and_is_named(world, monkeypatch):
    def gone(context):
        raise SectionUnavailable("The call has been taken back. Choose another.")

    kinds = {**catalogue.KINDS, "annex_b": SectionKind("annex_b", "Annex B", gone)}
    monkeypatch.setattr("cbtracker.papers.drafts.KINDS", kinds)
    paper = drafted(world, sections=ANNEXES)
    with pytest.raises(PaperNotReady, match=r"“Annex B” cannot be made\. The call has been taken back") as refused:
        issue_paper(paper, by=world.person("secretariat"), expected_version=1, now=TUESDAY)
    assert [gap.title for gap in refused.value.gaps] == ["Annex B"]
    assert (Paper.objects.get().state, Rendition.objects.count()) == ("draft", 0)


def test_what_was_frozen_is_read_back_as_it_was_made(world, changing):
    rendition = issued(world).renditions.get(audience="body")
    paper = read_rendition(rendition)
    assert (paper.title, paper.marking, paper.audience) == ("Requests of Whitehall", "OFFICIAL", "CB Group")
    assert [line.issue for line in paper.lines] == ["Let all schools pool funding"]
    assert rendition.knew == {str(changing.pk): changing.version}
