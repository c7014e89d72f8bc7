"""The page of a shadow budget: lines, totals of everything and of the filters, a picture, and files."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse

from rollout.workstrands.importing.columns import HEADINGS
from tests.factories.workstrand_plans import BudgetLineFactory
from tests.factories.workstrands import OperationalPlanFactory, StrandPlaceFactory

COUNCIL = {"body": "The council", "service": "Youth services"}
TRUST = {"body": "A trust", "controlled_by": "community"}


@pytest.fixture
def lines(plan):
    """£1,200 and three blanks in all, worked by hand."""
    BudgetLineFactory(plan=plan, **COUNCIL, amount_pence=1_000_00)
    BudgetLineFactory(plan=plan, **COUNCIL, year=2013, amount_pence=None)
    BudgetLineFactory(plan=plan, **COUNCIL, year=2013, kind="asset", arrangement="aligned", amount_pence=150_00)
    BudgetLineFactory(
        plan=plan, **TRUST, service="Play", kind="community", community_kind="volunteers", amount_pence=50_00
    )
    BudgetLineFactory(plan=plan, **TRUST, service="Tools", kind="community", community_kind="tools", amount_pence=None)
    BudgetLineFactory(
        plan=plan, **TRUST, service="=SUM(A1)", year=2014, kind="in_kind", arrangement="controlled", amount_pence=None
    )
    BudgetLineFactory(plan=OperationalPlanFactory(place=StrandPlaceFactory(slot=2)), amount_pence=999_999_00)


@pytest.fixture
def client(officer):
    signed_in = Client()
    signed_in.force_login(officer)
    return signed_in


def page_of(client, query=""):
    return client.get(f"{reverse('workstrands:budget', args=['essex'])}{query}")


def test_the_page_shows_lines_and_the_totals_of_the_whole_budget_with_blanks_counted(client, lines):
    page = page_of(client).content.decode()
    assert "Shadow budget (6)" in page
    assert "Whole budget: <strong>£1,200 and 3 amounts not yet known</strong>" in page
    assert "2012 to 2013: £1,050 and 1 amount not yet known" in page
    assert "2014 to 2015: Not yet known" in page
    assert "999,999" not in page


def test_a_filter_narrows_the_lines_and_has_totals_of_its_own_beside_those_of_the_whole(client, lines):
    page = page_of(client, "?body=council&year=2013").content.decode()
    assert "Shadow budget (2)" in page
    assert "What the filters leave: <strong>£150 and 1 amount not yet known</strong>" in page
    assert "Whole budget: <strong>£1,200 and 3 amounts not yet known</strong>" in page
    assert "What the filters leave</th>" in page
    blank = page_of(client, "?known=no&kind=community").content.decode()
    assert "What the filters leave: <strong>Not yet known</strong>" in blank
    assert "No lines match" in page_of(client, "?service=dragons").content.decode()
    wrong = page_of(client, "?year=1066")
    assert wrong.status_code == 422
    assert "Whole budget: <strong>£1,200" in wrong.content.decode()


def test_lines_are_sorted_by_links_that_say_so_and_blanks_come_last(client, lines):
    for sort, first, last in (("amount", "Play", "Not yet known"), ("-amount", "Youth services", "Not yet known")):
        page = page_of(client, f"?sort={sort}").content.decode()
        cells = page[page.index("<tbody") : page.index("</tbody>")]
        assert cells.index(first) < cells.index(last)
        assert f'aria-sort="{"descending" if sort[0] == "-" else "ascending"}"' in page


def test_the_picture_says_in_words_what_its_bars_show(client, lines):
    page = page_of(client).content.decode()
    assert "2012 to 2013: cash, £1,000; community resource, £50 and 1 amount not yet known" in page
    assert page.count('class="cb-budget__part"') == 4 + 3


def test_the_budget_is_taken_away_as_it_is_filtered_with_formulas_made_harmless(client, lines):
    sent = client.get(reverse("workstrands:export_budget", args=["essex", "csv"]) + "?body=trust&sort=-service")
    rows = list(csv.DictReader(io.StringIO(b"".join(sent.streaming_content).decode("utf-8-sig"))))
    assert [row["service"] for row in rows] == ["Tools", "Play", "'=SUM(A1)"]
    assert [row["amount"] for row in rows] == ["", "50.00", ""]
    assert tuple(rows[0]) == HEADINGS
    assert 'filename="budget-essex-' in sent["Content-Disposition"]
    book = client.get(reverse("workstrands:export_budget", args=["essex", "xlsx"]))
    assert b"".join(book.streaming_content)[:2] == b"PK"
    wrong = client.get(reverse("workstrands:export_budget", args=["essex", "csv"]) + "?year=1066")
    assert wrong.status_code == 422
