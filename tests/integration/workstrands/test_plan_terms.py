"""What a plan says of itself: its years hold every line of its budget and every year of its options."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from areas.access import NotPermitted
from areas.services.versions import StaleVersion
from rollout.workstrands.services.plans import change_plan
from tests.factories.workstrand_plans import BudgetLineFactory, OptionYearFactory, PlanOptionFactory
from tests.integration.workstrands.conftest import NOW

TERMS = {"summary": "One budget", "first_year": 2012, "last_year": 2014, "discount_rate": 350, "discount_source": "HMT"}


def changed(plan, by, version=1, **values):
    return change_plan(plan=plan, values={**TERMS, **values}, expected_version=version, by=by, now=NOW)


def faults(plan, by, **values):
    with pytest.raises(ValidationError) as refused:
        changed(plan, by, **values)
    plan.refresh_from_db()
    assert (plan.version, plan.first_year, plan.last_year) == (1, 2012, 2014)
    return refused.value.message_dict


def test_a_plans_people_change_what_it_says_by_the_version_that_they_saw(plan, officer, stranger):
    assert changed(plan, officer, discount_rate=400).discount_rate == 400
    with pytest.raises(StaleVersion):
        changed(plan, officer, summary="Late")
    with pytest.raises(NotPermitted):
        changed(plan, stranger, version=2)
    plan.refresh_from_db()
    assert (plan.summary, plan.version) == ("One budget", 2)


def test_years_that_leave_lines_or_option_years_outside_are_refused_and_say_how_many(plan, officer):
    BudgetLineFactory.create_batch(2, plan=plan, year=2012)
    OptionYearFactory(option=PlanOptionFactory(plan=plan), year=2014)
    found = faults(plan, officer, first_year=2013, last_year=2013)
    assert found["first_year"][0].startswith("2 budget lines are before 2013.")
    assert found["last_year"][0].startswith("1 option year is after 2013.")
    assert changed(plan, officer, first_year=2011, last_year=2015).years == range(2011, 2016)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"first_year": 2010}, "first_year"),
        ({"first_year": 2015}, "last_year"),
        ({"last_year": 2022}, "last_year"),
        ({"last_year": 2031, "first_year": 2030}, "last_year"),
        ({"discount_rate": 2001}, "discount_rate"),
        ({"discount_source": " "}, "discount_source"),
    ],
    ids=str,
)
def test_years_and_rates_that_cannot_be_are_refused_at_their_field(plan, officer, values, field):
    assert set(faults(plan, officer, **values)) == {field}
