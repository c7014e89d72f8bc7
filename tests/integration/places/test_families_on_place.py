"""What pages of places and authorities, and the sheet, say of families: what the reader may see, with the caveat."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest
from django.urls import reverse

from areas.models import Area, Authority
from cbtracker.accounts.permissions import WHITEHALL_ROLES, Role
from cbtracker.papers.exporters import export
from cbtracker.papers.place_sheet import place_sheet
from cbtracker.papers.sections.place_sheets import build_place_sheets
from cbtracker.papers.sections.registry import SectionContext
from cbtracker.web.formats import LONDON
from families.models import EstimateRun, Proposal
from families.presenters import CAVEAT
from requests_log.sights import Sight
from tests.factories.duties import AuthorityMembershipFactory
from tests.factories.families import EstimateFactory, InterventionFactory, ProposalRevisionFactory
from tests.factories.people import person
from tests.factories.places import AreaFactory
from tests.reference import reference_data
from tests.unit.papers.examples import pdf_pages, squeezed

pytestmark = pytest.mark.django_db
NOW = datetime(2011, 4, 5, 12, tzinfo=LONDON)
BOLTON, MANCHESTER, PROPOSED = "320 – 330", "2,280 – 2,490", "480"
IN_2011_12 = 5
"""The column of what is to be supported in 2011/12."""


@pytest.fixture(autouse=True)
def reference():
    reference_data()


def officer_of(name):
    officer = person(Role.OFFICER)
    AuthorityMembershipFactory(user=officer, authority=Authority.objects.get(short_name=name))
    return officer


def page(client, user, address):
    client.force_login(user)
    text = client.get(address).content.decode()
    return text.split('id="families"')[1].split("<h2")[0] if 'id="families"' in text else ""


def place(slug):
    return reverse("places:place", kwargs={"slug": slug})


def authority(name):
    return reverse("areas:authority", kwargs={"slug": Authority.objects.get(short_name=name).slug})


@pytest.mark.parametrize("role", sorted(WHITEHALL_ROLES))
def test_whitehall_reads_the_rows_of_a_place_with_the_caveat_and_no_total(client, role):
    said = page(client, person(role), place("greater-manchester"))
    for words in (CAVEAT, BOLTON, MANCHESTER, PROPOSED):
        assert words in said
    assert "Total" not in said
    assert "Barnet" not in said


def test_an_officer_reads_the_own_row_and_the_groups_proposal_on_the_own_place_alone(client):
    officer = officer_of("Bolton")
    said = page(client, officer, place("greater-manchester"))
    for words in (CAVEAT, BOLTON, PROPOSED):
        assert words in said
    assert MANCHESTER not in said
    assert page(client, officer, place("barnet")) == ""


def test_an_authority_has_its_own_row_on_its_page(client):
    said = page(client, person(Role.CHAMPION), authority("Bolton"))
    assert CAVEAT in said
    assert BOLTON in said
    assert MANCHESTER not in said
    officer = officer_of("Bolton")
    assert BOLTON in page(client, officer, authority("Bolton"))
    assert page(client, officer, authority("Manchester")) == ""


@pytest.mark.parametrize(("address", "name"), [(place, "barnet"), (authority, "Barnet")])
def test_a_partner_finds_no_such_part(client, address, name):
    assert page(client, person(Role.PARTNER), address(name)) == ""
    assert page(client, person(Role.SECRETARIAT), address(name)) != ""


def test_a_place_of_which_nothing_is_known_has_no_rows(client):
    assert "cb-annex-d" not in page(client, person(Role.SECRETARIAT), place(AreaFactory().slug))
    assert "cb-annex-d" in page(client, person(Role.SECRETARIAT), place("barnet"))


def words_of(part):
    return " ".join(re.sub(r"<[^>]+>", " ", part).split())


@pytest.mark.parametrize("who", ["secretariat", "officer"])
def test_a_place_warns_once_and_says_each_figure_once(client, who):
    reader = officer_of("Leicestershire") if who == "officer" else person(Role.SECRETARIAT)
    said = words_of(page(client, reader, place("leicestershire")))
    assert said.count(CAVEAT) == 1
    # Annex D prints the same range as the estimate and as the proposal, and in its comment.
    assert said.count("740 – 880") == 2
    assert said.count("To be supported in 2011/12") == 1
    assert "Proposal: Entered version 1, from 22 March 2011" in said


def test_a_place_without_a_proposal_says_so_and_leads_to_where_it_is_entered(client):
    said = page(client, person(Role.SECRETARIAT), place(AreaFactory(slug="new-place").slug))
    assert "Proposal: Nothing entered" in words_of(said)
    assert reverse("families:proposal", kwargs={"slug": "new-place"}) in said


def test_rows_without_a_proposal_are_called_estimates(client):
    assert "Proposal and estimates: Barnet" in page(client, person(Role.CHAMPION), authority("Barnet"))
    said = page(client, person(Role.CHAMPION), authority("Bolton"))
    assert "Estimates: Bolton" in said
    assert "Proposal" not in said


def sheet(slug, user, *, as_at=None):
    return place_sheet(Area.objects.get(slug=slug), user=user, as_at=as_at, now=NOW, marking="OFFICIAL")


def test_the_sheet_has_the_rows_that_its_reader_may_see_and_the_caveat_on_every_page():
    paper = sheet("greater-manchester", officer_of("Bolton"))
    assert paper.caveat == CAVEAT
    text = str(paper.blocks)
    assert BOLTON in text
    assert MANCHESTER not in text
    for printed in pdf_pages(export(paper, "pdf").content):
        assert squeezed(CAVEAT) in printed


def test_the_sheet_says_below_the_rows_what_was_commented():
    lead, text = (
        getattr(sheet("leicestershire", person(Role.SECRETARIAT)).blocks[-1], one) for one in ("lead", "text")
    )
    assert (lead, text) == (
        "Comments: Leicestershire",
        "Incremental roll-out from 2012/13 to all such families in the county.",
    )


@pytest.mark.parametrize("who", ["partner", "officer of another place"])
def test_the_sheet_of_others_has_neither_rows_nor_caveat(who):
    paper = sheet("greater-manchester", person(Role.PARTNER) if who == "partner" else officer_of("Kent"))
    assert not paper.caveat
    assert not [words for words in (BOLTON, MANCHESTER, "stimate") if words in str(paper.blocks)]


def test_the_sheet_has_the_proposal_of_its_day():
    before = sheet("barnet", person(Role.SECRETARIAT), as_at=datetime(2011, 4, 1, 12, tzinfo=LONDON))
    assert before.blocks[-1].rows[0][IN_2011_12] == "100"
    ProposalRevisionFactory(
        proposal=Proposal.objects.get(area__slug="barnet"),
        version=2,
        effective_on=date(2011, 4, 4),
        first_low=120,
        first_high=120,
    )
    assert sheet("barnet", person(Role.SECRETARIAT)).blocks[-1].rows[0][IN_2011_12] == "120"
    assert sheet("barnet", person(Role.SECRETARIAT), as_at=before.as_at).blocks[-1].rows[0][IN_2011_12] == "100"


@pytest.mark.parametrize("sight", list(Sight))
def test_the_sheets_of_a_paper_never_have_the_rows(sight):
    content = build_place_sheets(SectionContext(sight=sight, as_at=NOW, known_at=NOW))
    assert not [words for words in (BOLTON, MANCHESTER, "stimate") if words in str(content.blocks)]


@pytest.fixture
def cornwall():
    """An authority in no area, in the current run."""
    found = Authority.objects.get(short_name="Cornwall")
    EstimateFactory(run=EstimateRun.objects.get(is_current=True), authority=found, low=7410, high=7430)
    InterventionFactory(authority=found, accepted=3)
    return found


@pytest.mark.parametrize("role", sorted(WHITEHALL_ROLES))
def test_an_authority_in_no_area_has_its_row_on_its_page_for_whitehall(client, cornwall, role):
    said = page(client, person(role), authority("Cornwall"))
    for words in (CAVEAT, "7,410 – 7,430", "522,600"):
        assert words in said
    assert "Fewer than 5" not in said


def test_an_officer_of_an_authority_in_no_area_reads_the_own_row_on_its_page_and_in_annex_d(client, cornwall):
    officer = officer_of("Cornwall")
    for said in (
        page(client, officer, authority("Cornwall")),
        client.get(reverse("families:annex_d")).content.decode(),
    ):
        for words in (CAVEAT, "7,410 – 7,430", "Fewer than 5"):
            assert words in said
    assert page(client, officer, authority("Barnet")) == ""
    assert page(client, officer_of("Devon"), authority("Cornwall")) == ""
    assert page(client, person(Role.PARTNER), authority("Cornwall")) == ""


def test_an_authority_in_no_area_without_an_estimate_says_why_to_its_own_officer_and_to_whitehall(client):
    why = "No estimate: none was published for it."
    for reader in (officer_of("Devon"), person(Role.CHAMPION)):
        assert why in page(client, reader, authority("Devon"))
    assert page(client, officer_of("Kent"), authority("Devon")) == ""


def test_the_table_of_whitehall_stays_one_of_areas(client, cornwall):
    client.force_login(person(Role.SECRETARIAT))
    assert "7,410" not in client.get(reverse("families:annex_d")).content.decode()


@pytest.mark.parametrize("file_format", ["html", "csv"])
def test_an_officers_file_of_annex_d_names_the_authority_that_is_in_no_area(client, cornwall, file_format):
    client.force_login(officer_of("Cornwall"))
    said = client.get(reverse("papers:annex_d_file", kwargs={"format": file_format})).content.decode()
    assert "Cornwall" in said
    assert ("authority,,Cornwall,E06000052" in said) is (file_format == "csv")
