"""The page of outcomes, delivery chains, options and gaps, and the form that asks all years of an option at once."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cbtracker.accounts.permissions import Role
from rollout.workstrands.models import OptionYear, PlanOption
from tests.factories.people import person
from tests.factories.workstrand_plans import (
    ChainLinkFactory,
    DeliveryChainFactory,
    OptionYearFactory,
    OutcomeMeasureFactory,
    PlanGapFactory,
    PlanOptionFactory,
    PlanOutcomeFactory,
    TeamMemberFactory,
)
from tests.factories.workstrands import OperationalPlanFactory, StrandPlaceFactory

PAGE = "/workstrands/places/essex/analysis/"


@pytest.fixture
def client(officer):
    signed_in = Client()
    signed_in.force_login(officer)
    return signed_in


def text_of(response):
    return " ".join(response.content.decode().split())


def full(plan, name="One"):
    """Something of everything."""
    outcome = PlanOutcomeFactory(plan=plan, title=f"Outcome {name}")
    OutcomeMeasureFactory(outcome=outcome, name=f"Measure {name}", baseline="1,240 days", expected="900 days")
    chain = DeliveryChainFactory(plan=plan, service=f"Service {name}", outcome=outcome)
    for order, who in ((2, "A charity"), (1, "A department")):
        ChainLinkFactory(chain=chain, order=order, organisation=who)
    option = PlanOptionFactory(plan=plan, title=f"Option {name}")
    OptionYearFactory(option=option, year=2013, cost_pence=207_00)
    owner = TeamMemberFactory(plan=plan, full_name=f"Kim {name}")
    PlanGapFactory(plan=plan, subject=f"Gap {name}", owner=owner, due_on=date(2012, 1, 31))
    return option


def test_an_empty_page_says_what_to_do_and_offers_it_only_to_those_who_may(plan, client):
    page = text_of(client.get(PAGE))
    for said in ("No outcomes yet", "No delivery chains yet", "Begin with carrying on as now", "No gaps yet"):
        assert said in page
    assert "Add an outcome" in page
    partner = Client()
    partner.force_login(person(Role.PARTNER))
    assert "No outcomes yet" in text_of(partner.get(PAGE))
    assert "Add an outcome" not in text_of(partner.get(PAGE))


def test_the_page_tells_measures_chains_in_order_values_with_their_blanks_and_overdue_in_words(plan, client):
    full(plan)
    page = text_of(client.get(PAGE))
    # £207 in 2013 at 3.5% is £200 in 2012; of six amounts one is known.
    assert "Net present value of what is known: −£200; 5 amounts not yet known" in page
    assert "Discount rate: 3.5% (HM Treasury’s Green Book (2003), Annex 6)" in page
    assert page.index("A department") < page.index("A charity")
    assert "<strong>Overdue</strong>: was due on 31 January 2012" in page
    assert "Kim One" in page
    assert "No option is carrying on as now yet" in page
    for said in ("1,240 days", "900 days", "0.9662", "#outcome-"):
        assert said in page
    assert "target" not in page.lower()


def test_the_page_and_that_of_the_plan_ask_the_database_as_often_for_much_as_for_little(plan, client):
    full(plan)
    pages = (PAGE, "/workstrands/places/essex/")

    def queries():
        counts = []
        for page in pages:
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert client.get(page).status_code == 200
            counts.append(len(asked))
        return counts

    client.get(PAGE)
    few = queries()
    for name in ("Two", "Three", "Four"):
        full(plan, name)
    assert queries() == few


def amounts_of(option):
    return reverse("workstrands:option_amounts", args=["essex", option.pk])


def test_all_years_are_asked_at_once_and_blank_is_not_zero(plan, client):
    option = full(plan)
    form = text_of(client.get(amounts_of(option)))
    assert 'value="207"' in form
    assert form.count("govuk-input--width-10") == 6
    said = {"version": 1, "cost_2012": "£1,250.50", "benefit_2014": "0", "cost_2013": ""}
    assert client.post(amounts_of(option), said)["Location"] == f"{PAGE}#options"
    rows = list(OptionYear.objects.order_by("year").values_list("year", "cost_pence", "benefit_pence"))
    assert rows == [(2012, 1250_50, None), (2014, None, 0)]


def test_unreadable_negative_and_too_large_amounts_are_refused_at_their_year(plan, client):
    option = full(plan)
    said = {"version": 1, "cost_2012": "-5", "benefit_2013": "lots", "cost_2014": "2,000,000,000,000"}
    wrong = client.post(amounts_of(option), said)
    page = text_of(wrong)
    assert wrong.status_code == 422
    assert "Cost in 2012 to 2013 must be in pounds" in page
    assert "Benefit in 2013 to 2014 must be in pounds" in page
    large = client.post(amounts_of(option), {"version": 1, "cost_2014": "2,000,000,000,000"})
    assert "Cost must be £1 trillion or less" in text_of(large)
    assert list(OptionYear.objects.values_list("cost_pence", flat=True)) == [207_00]


def test_who_saves_amounts_second_sees_both_and_those_of_a_removed_option_are_not_lost(plan, client):
    option = full(plan)
    PlanOption.objects.filter(pk=option.pk).update(version=2)
    late = client.post(amounts_of(option), {"version": 1, "cost_2013": "300"})
    assert late.status_code == 409
    assert "£207" in text_of(late)
    assert 'value="300"' in text_of(late)
    address = amounts_of(option)
    option.delete()
    gone = client.post(address, {"version": 2, "cost_2013": "300"})
    assert (gone.status_code, 'value="300"' in text_of(gone)) == (409, True)
    assert client.get(address).status_code == 404


def test_options_of_another_place_have_no_amounts_here_and_readers_change_none(plan, client):
    elsewhere = PlanOptionFactory(plan=OperationalPlanFactory(place=StrandPlaceFactory(slot=2)))
    assert client.get(amounts_of(elsewhere)).status_code == 404
    partner = Client()
    partner.force_login(person(Role.PARTNER))
    option = PlanOptionFactory(plan=plan)
    assert partner.get(amounts_of(option)).status_code == 404
    assert partner.post(amounts_of(option), {"version": 1, "cost_2012": "1"}).status_code == 404
    assert not OptionYear.objects.exists()


def test_parts_of_parts_are_added_on_their_own_pages(plan, client):
    option = full(plan)
    outcome, chain = plan.outcomes.get(), plan.chains.get()
    add = {"place": "essex", "part": "measures", "parent": outcome.pk}
    page = client.get(reverse("workstrands:add_to_part", kwargs=add))
    assert "Add a measure" in text_of(page)
    assert "Outcome One" in text_of(page)
    sent = client.post(reverse("workstrands:add_to_part", kwargs=add), {"name": "Admissions"})
    assert sent["Location"] == f"{PAGE}#outcomes"
    add = {"place": "essex", "part": "links", "parent": chain.pk}
    said = {"organisation": "First", "sector": "central", "does": "Pays", "order": "1"}
    assert client.post(reverse("workstrands:add_to_part", kwargs=add), said)["Location"] == f"{PAGE}#chains"
    assert [link.organisation for link in chain.links.order_by("order")] == ["First", "A department", "A charity"]
    wrong = client.post(reverse("workstrands:add_to_part", kwargs=add), {**said, "order": "31", "sector": ""})
    assert wrong.status_code == 422
    change = {"place": "essex", "part": "options", "pk": option.pk}
    why = {"version": 1, "title": "Best", "about": "x", "preferred": "on"}
    refused = client.post(reverse("workstrands:change_part", kwargs=change), why)
    assert "Enter why it is preferred" in text_of(refused)
