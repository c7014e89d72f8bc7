"""The page of the board paper, and its downloads."""

import hashlib
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from cbtracker.audit.models import AuditEvent
from cbtracker.papers.exporters import FORMATS
from tests.integration.papers.conftest import BETWEEN, EARLY_ROW, LATE, LATE_ROW, say
from tests.integration.requests_log.world import accepted
from tests.unit.papers.examples import csv_rows, text_of

PAGE = "papers:requests"


def download(client, **query):
    return client.get(reverse("papers:download"), query)


def rows_of(response):
    return csv_rows(response.content)[1:]


def test_the_page_shows_the_paper_as_it_is_now_and_a_link_for_each_format(secretary, changing):
    response = secretary.get(reverse(PAGE))
    page = html.document_fromstring(response.content.decode())
    assert response.status_code == 200
    assert [cell.text_content() for cell in page.findall(".//tbody/tr/td")] == LATE_ROW[2:]
    links = page.findall(".//a[@download]")
    assert [link.text for link in links] == [made.label for made in FORMATS.values()]
    assert "OFFICIAL" in page.find_class("cb-marking")[0].text


def test_a_download_holds_exactly_what_the_page_showed_even_after_a_later_change(secretary, world, changing):
    page = html.document_fromstring(secretary.get(reverse(PAGE)).content.decode())
    (link,) = [link.get("href") for link in page.findall(".//a[@download]") if "format=csv" in link.get("href")]
    say(world, changing, "Said after the page was read.", at=None)
    assert rows_of(secretary.get(link)) == [LATE_ROW]
    assert rows_of(download(secretary, format="csv"))[0][5] == "Said after the page was read."


@pytest.mark.parametrize("format", list(FORMATS))
def test_a_paper_as_at_this_very_moment_can_be_had_in_every_format(secretary, changing, format):
    assert download(secretary, format=format).status_code == 200


def test_a_paper_as_at_a_moment_between_two_changes_has_the_earlier_text_areas_and_departments(secretary, changing):
    assert rows_of(download(secretary, format="csv", as_at="2011-03-20", time="12:00")) == [EARLY_ROW]
    assert rows_of(download(secretary, format="csv", as_at="2011-03-22", time="5pm")) == [LATE_ROW]


def test_who_took_a_paper_is_on_record_and_what_it_says_is_not(secretary, changing):
    response = download(secretary, format="csv", as_at="2011-03-20", time="12:00")
    event = AuditEvent.objects.get(verb="papers.exported")
    assert event.data["as_at"] == "2011-03-20T12:00:00+00:00"
    assert event.data["digest"] == hashlib.sha256(response.content).hexdigest()
    assert event.actor_id
    assert EARLY_ROW[2] not in str(event.data)
    download(secretary, format="rtf")
    assert AuditEvent.objects.filter(verb="papers.exported").count() == 1


@pytest.mark.parametrize("format", list(FORMATS))
def test_every_format_is_as_at_the_same_moment(secretary, changing, format):
    response = download(secretary, format=format, as_at="2011-03-20", marking="RESTRICTED")
    assert response["Content-Type"] == FORMATS[format].content_type
    assert response["Content-Disposition"] == (
        f'attachment; filename="community-budgets-requests-of-whitehall-2011-03-20-0000.{format}"'
    )
    text = text_of(format, response.content)
    assert "Schoolsmayjoin." in text
    assert "Courts" not in text


def test_a_date_alone_means_the_beginning_of_that_day_in_london(secretary, changing):
    assert rows_of(download(secretary, format="csv", as_at="2011-03-22")) == [EARLY_ROW]
    assert rows_of(download(secretary, format="csv", as_at="2011-03-23")) == [LATE_ROW]


def test_a_summer_time_is_the_time_of_london(secretary, world, changing):
    say(world, changing, "Said at noon in London.", at=LATE.replace(month=7, hour=11))
    before = download(secretary, format="csv", as_at="2011-07-22", time="11:59")
    at_noon = download(secretary, format="csv", as_at="2011-07-22", time="12:00")
    assert (rows_of(before)[0][5], rows_of(at_noon)[0][5]) == ("Courts may join too.", "Said at noon in London.")


def test_the_form_s_own_three_part_date_is_read(secretary, changing):
    query = {"as_at_day": "20", "as_at_month": "March", "as_at_year": "2011", "time": "12:00"}
    response = secretary.get(reverse(PAGE), {**query, "marking": "PROTECT"})
    assert "As at 20 March 2011, midday" in response.content.decode()
    assert "Prepared for Whitehall" in response.content.decode()
    assert "PROTECT" in response.content.decode()


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"as_at": "31 June"}, "Date must include"),
        ({"as_at_day": "31", "as_at_month": "6", "as_at_year": "2011"}, "Date must be a real date"),
        ({"as_at": "2011-03-22", "time": "25:00"}, "Enter a time in the correct format, like 5pm or 17:00"),
        ({"time": "17:00"}, "Enter the date too, or leave the time blank"),
        ({"as_at": "2111-01-01"}, "is in the future. Choose a moment up to now"),
        ({"as_at": "9999-01-01"}, "The year must be between 1900 and"),
        ({"marking": ""}, "Enter security marking"),
        ({"marking": "x" * 61}, "Security marking must be 60 characters or fewer"),
    ],
)
@pytest.mark.parametrize("route", [PAGE, "papers:download"])
def test_what_cannot_be_read_is_said_beside_its_field(secretary, route, query, message):
    response = secretary.get(reverse(route), {"format": "csv", **query})
    assert response.status_code == 422
    assert message in html.document_fromstring(response.content.decode()).text_content()
    assert "Content-Disposition" not in response


def test_an_unknown_format_is_refused_in_words(secretary, world):
    response = download(secretary, format="rtf")
    assert response.status_code == 422
    assert "Select format from the list" in response.content.decode()


@pytest.mark.parametrize("role", ["secretariat", "champion", "locality_lead"])
def test_whitehall_may_export(client, world, changing, role):
    client.force_login(world.person(role))
    assert client.get(reverse(PAGE)).status_code == 200
    assert rows_of(download(client, format="csv")) == [LATE_ROW]


@pytest.mark.parametrize("role", ["officer", "partner", "administrator"])
def test_for_others_there_is_no_such_page(client, world, changing, role):
    client.force_login(world.person(role))
    assert client.get(reverse(PAGE)).status_code == 404
    assert download(client, format="csv").status_code == 404


def test_nothing_is_shown_before_signing_in(client, world):
    assert client.get(reverse(PAGE)).status_code == 302


def test_a_paper_holds_positions_that_are_for_whitehall_only(secretary, world, changing):
    say(world, changing, "Only between departments.", at=LATE + timedelta(days=1), audience="whitehall")
    assert rows_of(download(secretary, format="csv"))[0][5] == "Only between departments."


def test_text_is_shown_as_text_on_the_page(secretary, world):
    accepted(world, world.dfe, issue="<script>alert(1)</script>")
    body = secretary.get(reverse(PAGE)).content.decode()
    assert "<script>alert(1)</script>" not in body
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body


def test_the_number_of_queries_does_not_grow_with_the_register(secretary, world):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            secretary.get(reverse(PAGE))
        return len(captured)

    accepted(world, world.dfe)
    few = queries()
    for number in range(5):
        accepted(world, world.moj, issue=f"Another issue {number}")
    assert queries() == few <= 6


def test_an_address_passed_on_gives_the_same_file(secretary, changing):
    query = urlencode({"as_at": "2011-03-20", "time": "12:00:00.000001", "marking": "A & B", "format": "html"})
    first, second = (secretary.get(f"{reverse('papers:download')}?{query}") for _ in range(2))
    assert first.content == second.content
    assert "A &amp; B" in first.content.decode()
    assert BETWEEN.isoformat()[:10] == "2011-03-20"
