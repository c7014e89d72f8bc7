"""Shortening a plan while another says what an option costs, on PostgreSQL: no amount is left outside its years."""

from __future__ import annotations

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connections, transaction

from cbtracker.accounts.permissions import Role
from rollout.workstrands.appraisal import Amounts
from rollout.workstrands.models import OptionYear
from rollout.workstrands.services import options
from rollout.workstrands.services.plans import change_plan
from tests.factories.people import person
from tests.factories.workstrand_plans import PlanOptionFactory
from tests.integration.workstrands.conftest import NOW

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
LAST = 2014


def add_year(option, by):
    options.OPTION_YEARS.add(to=option, values={"year": LAST, "cost_pence": 1}, by=by, now=NOW)


def change_year(option, by):
    row = option.years.get()
    options.OPTION_YEARS.change(row=row, values={"year": LAST}, expected_version=1, by=by, now=NOW)


def say_all_years(option, by):
    options.set_amounts(option, {LAST: Amounts(LAST, 1, None)}, expected_version=1, by=by, now=NOW)


def option_for(write, by):
    """An option of which `write` has something to write."""
    option = PlanOptionFactory(plan__discount_source="The Green Book")
    if write is change_year:
        options.OPTION_YEARS.add(to=option, values={"year": LAST - 1, "cost_pence": 1}, by=by, now=NOW)
    return option


def say_while_the_plan_is_shortened(write, monkeypatch):
    """Shorten the plan between the check and the write of an amount of its last year.

    Return the faults of `write`, and the years of options that are outside the plan then.
    """
    secretary = person(Role.SECRETARIAT)
    option = option_for(write, secretary)
    shortened, told = threading.Event(), []
    check = options.fault_of_year

    def check_and_wait(row):
        fault = check(row)
        shortened.wait(timeout=2)
        return fault

    monkeypatch.setattr(options, "fault_of_year", check_and_wait)

    def say():
        try:
            with transaction.atomic():
                write(option, secretary)
        except ValidationError as wrong:
            told.append(wrong.message_dict)
        finally:
            connections.close_all()

    writer = threading.Thread(target=say)
    writer.start()
    threading.Event().wait(0.5)
    try:
        change_plan(plan=option.plan, values={"last_year": LAST - 1}, expected_version=1, by=secretary, now=NOW)
    except ValidationError as wrong:
        told.append(wrong.message_dict)
    shortened.set()
    writer.join()
    option.plan.refresh_from_db()
    return told, OptionYear.objects.exclude(year__in=option.plan.years).count()


@pytest.mark.parametrize("write", [add_year, change_year, say_all_years])
def test_who_shortens_a_plan_waits_for_who_says_an_amount_and_is_told_of_it(write, monkeypatch):
    told, outside = say_while_the_plan_is_shortened(write, monkeypatch)
    assert outside == 0
    assert told == [{"last_year": ["1 option year is after 2013. Change or remove them first, or choose another year"]}]


@pytest.mark.parametrize("write", [add_year, change_year, say_all_years])
def test_without_the_hold_on_the_plan_an_amount_is_left_outside_its_years(write, monkeypatch):
    """The negative control."""
    monkeypatch.setattr(options, "hold_plan", lambda plan: plan)
    told, outside = say_while_the_plan_is_shortened(write, monkeypatch)
    assert (told, outside) == ([], 1)
