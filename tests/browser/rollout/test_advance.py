"""An advance in a browser, with and without JavaScript: a penny out is refused, then asked for and decided."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from areas.models import Area, AuthorityMembership, Department, DepartmentMembership
from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Role
from cbtracker.web.formats import LONDON
from tests.browser.pages import check_page
from tests.factories.places import START
from tests.reference import reference_data

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("javascript", [True, False])
def test_an_officer_finds_the_penny_and_the_department_decides(page_of, javascript):
    reference_data()
    page = page_of(Role.OFFICER, javascript=javascript)
    swindon = Area.objects.get(slug="swindon").members.get().authority
    AuthorityMembership.objects.create(user=User.objects.get(role=Role.OFFICER), authority=swindon, from_on=START)
    page.goto("/finance/swindon/")
    page.get_by_role("button", name="Start an advance").click()
    page.get_by_label("Amount of the advance").fill("£340,000")
    page.get_by_label("First year of drawing").select_option("2011 to 2012")
    page.get_by_label("Last year of drawing").select_option("2012 to 2013")
    page.get_by_label("What the advance is for").fill("Family workers")
    page.get_by_label("Repayment in 2013 to 2014").fill("170,000")
    page.get_by_label("Repayment in 2014 to 2015").fill("169,999.99")
    page.get_by_role("button", name="Save and ask").click()
    said = "The repayments come to £339,999.99, which is £0.01 less than the advance of £340,000"
    expect(page.get_by_role("alert").get_by_text(said)).to_be_visible()
    if javascript:
        check_page(page)
    page.get_by_label("Repayment in 2014 to 2015").fill("170,000.00")
    page.get_by_role("button", name="Add up").click()
    expect(page.get_by_text("the same as the advance of £340,000")).to_be_visible()
    page.get_by_role("button", name="Save and ask").click()
    expect(page.get_by_text("The Department for Education is asked")).to_be_visible()
    address = page.url

    page = page_of(Role.CHAMPION, javascript=javascript)
    champion, dfe = User.objects.get(role=Role.CHAMPION), Department.objects.get(abbreviation="DfE")
    DepartmentMembership.objects.create(user=champion, department=dfe, from_on=START)
    page.goto(address)
    page.get_by_role("button", name="Record the decision").click()
    page.get_by_label("Not agreed").check()
    today = timezone.localdate(timezone=LONDON)
    for part, typed in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        page.get_by_label(part, exact=True).fill(str(typed))
    page.get_by_label("Reason").fill("Spread it over more years")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Spread it over more years")).to_be_visible()
