"""Annex D in papers: only where every reader of a rendition may see every estimate, and nobody else learns of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cbtracker.accounts.permissions import WHITEHALL_ROLES
from cbtracker.papers.annex_d import TITLE
from cbtracker.papers.drafts import Section, check_sections, new_section
from cbtracker.papers.exporters import export
from cbtracker.papers.models import Rendition, RenditionFile
from cbtracker.papers.models.choices import Audience, BodySight
from cbtracker.papers.renditions import build_rendition
from cbtracker.papers.sections.annex_d import NO_RUN, build_annex_d
from cbtracker.papers.sections.registry import SectionContext
from cbtracker.papers.services.issuing import PaperNotReady, issue_paper
from cbtracker.papers.structure import Heading, Table
from cbtracker.papers.structure_json import from_json
from families.presenters import CAVEAT
from requests_log.sights import Sight
from tests.factories.families import (
    EstimateFactory,
    EstimateRunFactory,
    ProposalFactory,
    ProposalRevisionFactory,
)
from tests.factories.papers import BodyMemberFactory
from tests.integration.papers.paper_world import ANNEXES, TUESDAY, drafted, group, issued, quickly_issued
from tests.unit.papers.examples import pdf_pages, squeezed

pytestmark = pytest.mark.django_db
CANARIES = ("7,654,321", "7654321", "6,543,210", "6543210")
SECTIONS = (*ANNEXES, Section("annex_d", ("body",)))
ASKED_FOR_ALL = (*ANNEXES, Section("annex_d"))


@pytest.fixture
def figures(world):
    """Numbers that nothing else can hold: an estimate and a proposal of Swindon."""
    authority = world.swindon.members.get().authority
    EstimateFactory(run=EstimateRunFactory(is_current=True), authority=authority, low=7_654_321, high=7_654_321)
    proposal = ProposalFactory(area=world.swindon)
    ProposalRevisionFactory(proposal=proposal, first_low=6_543_210, first_high=6_543_210)


def paper_of(world, sections=SECTIONS):
    """A paper whose sections were not checked: what is left out must not hang on what its form offers."""
    paper = drafted(world)
    paper.sections = [section.as_data() for section in sections]
    paper.save()
    return paper


def test_the_body_of_whitehall_gets_the_table_its_caveat_and_its_data(world, figures):
    built = build_rendition(paper_of(world), Audience.BODY, now=TUESDAY)
    assert built.holds_estimates
    assert built.paper.caveat == CAVEAT
    assert "7,654,321" in str(built.paper.blocks)
    assert [sheet.name for sheet in built.paper.sheets] == ["Annex D", "Notes to Annex D"]
    assert all(sheet.caveat == CAVEAT for sheet in built.paper.sheets)


@pytest.mark.parametrize("audience", [Audience.AREAS, Audience.PARTNERS])
def test_areas_and_partners_get_neither_the_table_nor_its_heading_whatever_was_chosen(world, figures, audience):
    built = build_rendition(paper_of(world, ASKED_FOR_ALL), audience, now=TUESDAY)
    assert not built.holds_estimates
    assert not built.gaps
    assert not built.paper.caveat
    said = str(built.paper)
    assert not [word for word in (*CANARIES, TITLE, "Annex D", "stimate") if word in said]


def test_a_body_that_does_not_read_what_is_for_whitehall_gets_none_of_it(world, figures):
    paper = paper_of(world)
    paper.body.sight = BodySight.PARTNERS
    built = build_rendition(paper, Audience.BODY, now=TUESDAY)
    assert not built.holds_estimates
    assert not [word for word in (*CANARIES, "Annex D") if word in str(built.paper)]


def test_the_section_refuses_other_eyes_than_whitehalls(world, figures):
    with pytest.raises(ValueError, match="Whitehall's eyes"):
        build_annex_d(SectionContext(sight=Sight.PARTNERS, as_at=TUESDAY, known_at=TUESDAY))


def test_the_section_is_of_the_day_of_the_paper_and_starts_a_page(world, figures):
    context = SectionContext(sight=Sight.WHITEHALL, as_at=TUESDAY, known_at=TUESDAY)
    content = build_annex_d(context)
    assert content.blocks[0] == Heading(2, TITLE, starts_page=True)
    tables = [block for block in content.blocks if isinstance(block, Table)]
    assert "6,543,210" in str(tables)
    before = build_annex_d(replace(context, as_at=TUESDAY.replace(day=21)))
    assert "6,543,210" not in str(before)


def test_a_paper_without_a_current_run_cannot_be_issued_and_says_what_to_do(world):
    paper = drafted(world, sections=SECTIONS)
    with pytest.raises(PaperNotReady, match=NO_RUN):
        issue_paper(paper, by=world.person("secretariat"), expected_version=paper.version, now=TUESDAY)


def member(world, role, paper):
    someone = world.person(role)
    BodyMemberFactory(body=paper.body, user=someone, from_on=date(2011, 1, 1))
    return someone


@pytest.mark.parametrize(("role", "own"), [("partner", Audience.PARTNERS), ("officer", Audience.AREAS)])
def test_a_member_who_may_not_see_every_estimate_is_left_with_the_rendition_of_their_role(
    world, figures, client, role, own
):
    paper = quickly_issued(world, sections=SECTIONS)
    someone = member(world, role, paper)
    assert [one.audience for one in Rendition.objects.visible_to(someone)] == [own]
    assert {one.rendition.audience for one in RenditionFile.objects.visible_to(someone)} == {own}
    client.force_login(someone)
    led = client.get(reverse("papers:paper", args=[paper.pk]))
    assert led["Location"] == reverse("papers:rendition", kwargs={"pk": paper.pk, "audience": own.value})
    read = client.get(led["Location"]).content.decode()
    assert not [word for word in (*CANARIES, "Annex D") if word in read]
    body = {"pk": paper.pk, "audience": "body"}
    assert client.get(reverse("papers:rendition", kwargs=body)).status_code == 404
    for format in ("html", "pdf", "odt", "docx", "xlsx"):
        assert client.get(reverse("papers:file", kwargs={**body, "format": format})).status_code == 404


@pytest.mark.parametrize("role", ["partner", "officer"])
def test_a_paper_without_estimates_is_read_in_full_by_every_member(world, figures, role):
    paper = quickly_issued(world)
    assert Rendition.objects.visible_to(member(world, role, paper)).filter(audience=Audience.BODY).exists()


@pytest.mark.parametrize("role", sorted(WHITEHALL_ROLES))
def test_whitehall_reads_the_rendition_with_estimates(world, figures, role):
    paper = quickly_issued(world, sections=SECTIONS)
    found = Rendition.objects.visible_to(world.person(role)).get(paper=paper, audience=Audience.BODY)
    assert "7,654,321" in found.structure


def test_an_issued_paper_freezes_who_may_not_read_it_and_carries_the_caveat_on_every_page(world, figures):
    paper = issued(world, sections=SECTIONS)
    marked = dict(Rendition.objects.filter(paper=paper).values_list("audience", "holds_estimates"))
    assert marked == {"body": True, "areas": False, "partners": False}
    files = RenditionFile.objects.filter(rendition__paper=paper)
    for page in pdf_pages(bytes(files.get(rendition__audience="body", format="pdf").content)):
        assert squeezed(CAVEAT) in page
    for name in ("areas", "partners"):
        for page in pdf_pages(bytes(files.get(rendition__audience=name, format="pdf").content)):
            assert not [word for word in ("AnnexD", "7,654,321", squeezed(CAVEAT)) if word in page]


def test_what_was_frozen_reads_back_as_it_was_built(world, figures):
    paper = quickly_issued(world, sections=SECTIONS)
    structure = Rendition.objects.get(paper=paper, audience="body").structure
    read = from_json(structure)
    assert read.caveat == CAVEAT
    assert read.sheets[0].caveat == CAVEAT
    assert b"7,654,321" in export(read, "html").content


def test_a_new_section_is_for_the_body_and_cannot_be_given_to_others():
    assert new_section("annex_d").audiences == ("body",)
    check_sections([Section("annex_d", ("body",))])
    with pytest.raises(ValidationError, match="holds estimates and can be for the body only"):
        check_sections([Section("annex_d", ("body", "partners"))])


def test_the_drafts_page_offers_it_to_the_body_alone_and_says_why(world, figures, client):
    paper = drafted(world, sections=SECTIONS)
    client.force_login(world.person("secretariat"))
    page = client.get(reverse("papers:draft", args=[paper.pk])).content.decode()
    assert 'name="annex_d-audiences" value="body"' in " ".join(page.split()).replace('type="checkbox" ', "")
    assert 'value="partners"' not in page.split('id="section-annex_d"')[1].split("</li>")[0]
    assert "It holds estimates." in page
    assert group().name in page
