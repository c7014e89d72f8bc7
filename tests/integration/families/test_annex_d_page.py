"""The page of Annex D: every figure as printed, each person's own rows, the caveat wherever a figure stands."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse
from lxml import html

from areas.models import AreaMember, Authority
from cbtracker.accounts.permissions import WHITEHALL_ROLES, Role
from families.models import Estimate, EstimateRun, Intervention
from families.presenters import BEHAVIOUR, CAVEAT, DISADVANTAGES
from tests.factories.duties import AuthorityMembershipFactory
from tests.factories.families import EstimateFactory, EstimateRunFactory
from tests.factories.people import person
from tests.integration.families.test_annex_d_table import span
from tests.integration.families.test_reference import printed
from tests.reference import reference_data

pytestmark = pytest.mark.django_db
DAY = "2011-03-22"
COMMENTS = 6


@pytest.fixture
def reference():
    reference_data()


def page(client, user, **query):
    client.force_login(user)
    return client.get(reverse("families:annex_d"), {"as_at": DAY, **query})


TABLE = "//table[contains(@class, 'cb-annex-d')]"


def found_in(response, path):
    """What `path` finds in the page."""
    return html.fromstring(response.content).xpath(path)


def rows(response):
    """The cells of the body of the table, row by row, the name first."""
    return [
        [" ".join(cell.text_content().split()) for cell in row.iterchildren("th", "td")]
        for row in found_in(response, f"{TABLE}/tbody/tr")
    ]


def text(response):
    return " ".join(html.fromstring(response.content).find(".//main").text_content().split())


def officer_of(name):
    officer = person(Role.OFFICER)
    AuthorityMembershipFactory(user=officer, authority=Authority.objects.get(short_name=name))
    return officer


def expected(row):
    """The cells of one row of the paper's table, after its name."""
    people = f"{int(row['population_mid2009']):,}" if row["population_mid2009"] else ""
    estimates = [span(row, "fwmp"), span(row, "fwmp_child")]
    proposed = [span(row, "supported_2011_12"), span(row, "supported_sr")]
    return [people, *estimates, row["accepted_to_mar2010"], *proposed, row["note"]]


@pytest.mark.usefixtures("reference")
@pytest.mark.parametrize("role", sorted(WHITEHALL_ROLES))
def test_whitehall_reads_every_figure_of_the_paper_and_its_blanks_in_the_papers_order(client, role):
    found = rows(page(client, person(role)))
    assert [cells[1:] for cells in found] == [expected(row) for row in printed()]
    assert [cells[0].split(",")[0].upper() for cells in found] == [
        {"MANCHESTER": "GREATER MANCHESTER"}.get(row["name_as_printed"], row["name_as_printed"].upper())
        for row in printed()
    ]


@pytest.mark.usefixtures("reference")
def test_the_total_adds_estimates_over_authorities_and_proposals_over_areas(client):
    response = page(client, person(Role.SECRETARIAT))
    cells = [cell.text_content().strip() for cell in found_in(response, f"{TABLE}/tfoot//td")]
    assert cells[:COMMENTS] == ["", "27,820 – 30,230", "10,900 – 11,890", "", "1,520 – 1,670", "12,930 – 13,300"]


@pytest.mark.usefixtures("reference")
def test_the_definitions_and_the_sources_stand_beside_the_numbers(client):
    said = text(page(client, person(Role.CHAMPION)))
    for words in (*DISADVANTAGES, *BEHAVIOUR, "5 or more", "FACS), 2004", "SR09-2010", "2007/08 and 2009/10"):
        assert words in said, words
    assert "117,000" in said
    assert "46,000" in said
    assert CAVEAT in said


@pytest.mark.usefixtures("reference")
def test_nothing_in_the_table_sorts_or_filters_by_a_figure(client):
    response = page(client, person(Role.SECRETARIAT))
    assert not found_in(response, f"{TABLE}/thead//a | {TABLE}//*[@aria-sort]")
    asked = {field.get("name") for field in found_in(response, "//main//form//input | //main//form//select")}
    assert asked == {"as_at_day", "as_at_month", "as_at_year", "run", "marking"}
    assert rows(page(client, person(Role.SECRETARIAT), sort="fwmp_low", order="-fwmp")) == rows(response)


@pytest.mark.usefixtures("reference")
def test_an_officer_reads_the_own_row_alone_and_no_total(client):
    response = page(client, officer_of("Kent"))
    assert [cells[0] for cells in rows(response)] == ["Kent"]
    assert rows(response)[0][1:4] == ["1,411,100", "2,540 – 2,580", "1,000 – 1,010"]
    assert not found_in(response, f"{TABLE}/tfoot")
    assert CAVEAT in text(response)


@pytest.mark.usefixtures("reference")
def test_an_officer_of_a_group_reads_its_proposal_and_the_own_estimate_no_other_members(client):
    found = rows(page(client, officer_of("Bolton")))
    assert [cells[0] for cells in found] == ["Greater Manchester, all together", "Bolton, in Greater Manchester"]
    assert found[0][5:7] == ["120", "480"]
    assert found[1][2] == "830"


@pytest.mark.usefixtures("reference")
def test_few_interventions_are_told_to_whitehall_and_to_an_officer_as_fewer_than_five(client):
    assert rows(page(client, officer_of("Barnet")))[0][4] == "Fewer than 5"
    assert rows(page(client, person(Role.SECRETARIAT)))[0][4] == "4"
    Intervention.objects.filter(authority__short_name="Barnet").update(accepted=0)
    assert rows(page(client, officer_of("Barnet")))[0][4] == "Fewer than 5"


@pytest.mark.usefixtures("reference")
def test_whitehall_chooses_another_run_and_sees_which_it_is(client):
    other = EstimateRunFactory(name="Another sharing out", totals={"fwmp": 90_000})
    EstimateFactory(run=other, authority=Authority.objects.get(short_name="Kent"), low=7_770, high=7_780)
    response = page(client, person(Role.LOCALITY_LEAD), run=other.pk)
    said = text(response)
    assert "Another sharing out" in said
    assert "not the current one" in said
    assert "90,000" in said
    kent = next(cells for cells in rows(response) if cells[0] == "Kent")
    assert kent[2] == "7,770 – 7,780"
    barnet = next(cells for cells in rows(response) if cells[0] == "Barnet")
    assert barnet[2] == ""
    assert "No estimate: none was published for it." in barnet[-1]


@pytest.mark.usefixtures("reference")
def test_an_officer_chooses_no_run_and_is_told_of_none(client):
    other = EstimateRunFactory(name="Another sharing out")
    EstimateFactory(run=other, authority=Authority.objects.get(short_name="Kent"), low=7_770, high=7_780)
    response = page(client, officer_of("Kent"), run=other.pk)
    assert rows(response)[0][2] == "2,540 – 2,580"
    assert "Another sharing out" not in response.content.decode()
    assert EstimateRun.objects.get(is_current=True).name not in text(response)


@pytest.mark.usefixtures("reference")
def test_nobody_is_told_that_an_estimate_does_not_exist_which_they_may_not_see(client):
    """On an earlier day another authority was the officer's area: it has an estimate, which is not theirs to read."""
    kent, swindon = (Authority.objects.get(short_name=name) for name in ("Kent", "Swindon"))
    AreaMember.objects.filter(authority=swindon).update(to_on=date(2011, 3, 1))
    AreaMember.objects.create(
        area=AreaMember.objects.get(authority=kent).area, authority=swindon, from_on=date(2011, 4, 1)
    )
    response = page(client, officer_of("Swindon"))
    [line] = [cells for cells in rows(response) if cells[0] == "Kent"]
    assert (line[0], line[2], line[3]) == ("Kent", "", "")
    assert "No estimate" not in text(response)
    Estimate.objects.filter(authority=kent).delete()
    assert "No estimate" in text(page(client, person(Role.SECRETARIAT)))


@pytest.mark.usefixtures("reference")
def test_as_at_a_day_before_anything_was_proposed_the_proposals_are_blank(client):
    found = rows(page(client, person(Role.SECRETARIAT), as_at="2011-03-21"))
    assert {cells[5] for cells in found} == {cells[6] for cells in found} == {""}


@pytest.mark.parametrize("role", [Role.PARTNER, Role.ADMINISTRATOR])
def test_for_partners_and_administrators_there_is_no_such_page(client, role):
    assert page(client, person(role)).status_code == 404


def test_a_stranger_is_sent_to_sign_in(client):
    response = client.get(reverse("families:annex_d"))
    assert response.status_code == 302
    assert reverse("account_login") in response["Location"]


@pytest.mark.parametrize("query", [{"as_at": "2111-01-01"}, {"run": "999999"}, {"marking": " "}])
def test_what_cannot_be_read_is_said_beside_its_field(client, query):
    response = page(client, person(Role.SECRETARIAT), **query)
    assert response.status_code == 422
    assert found_in(response, "//p[contains(@class, 'govuk-error-message')]")


def test_without_estimates_the_page_says_so(client):
    assert "No estimates have been loaded yet." in text(page(client, person(Role.SECRETARIAT)))


def test_a_browser_prints_the_caveat_on_every_page():
    sheet = Path("static/scss/_families.scss").read_text(encoding="utf-8")
    assert re.search(r"@page estimates \{.*content: \"" + re.escape(CAVEAT), sheet, re.DOTALL)
    assert "cb-estimates" in Path("templates/families/_caveat.html").read_text(encoding="utf-8")
