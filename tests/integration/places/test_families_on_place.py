"""What pages of places and authorities, and the sheet, say of families: what the reader may see, with the caveat."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.urls import reverse

from areas.models import Area, Authority
from areas.services.reference import load_reference
from cbtracker.accounts.permissions import WHITEHALL_ROLES, Role
from cbtracker.papers.exporters import export
from cbtracker.papers.place_sheet import place_sheet
from cbtracker.papers.sections.place_sheets import build_place_sheets
from cbtracker.papers.sections.registry import SectionContext
from cbtracker.web.formats import LONDON
from families.models import Proposal
from families.presenters import CAVEAT
from requests_log.sights import Sight
from tests.factories.duties import AuthorityMembershipFactory
from tests.factories.families import ProposalRevisionFactory
from tests.factories.people import person
from tests.factories.places import AreaFactory
from tests.unit.papers.examples import pdf_pages, squeezed

pytestmark = pytest.mark.django_db
NOW = datetime(2011, 4, 5, 12, tzinfo=LONDON)
BOLTON, MANCHESTER, PROPOSED = "320 – 330", "2,280 – 2,490", "480"
IN_2011_12 = 5
"""The column of what is to be supported in 2011/12."""


@pytest.fixture(autouse=True)
def reference():
    load_reference()


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


def test_a_place_warns_once(client):
    assert page(client, person(Role.SECRETARIAT), place("barnet")).count(CAVEAT) == 1


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
