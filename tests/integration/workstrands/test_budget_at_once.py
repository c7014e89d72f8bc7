"""Somebody changes a line while a file replaces the budget, on PostgreSQL: one waits for the other, and none fails."""

from __future__ import annotations

import threading

import pytest
from django.db import OperationalError, connections, transaction

from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Role
from rollout.workstrands.models import BudgetLine, OperationalPlan
from rollout.workstrands.services import budget
from rollout.workstrands.services.parts import PartService
from tests.factories.people import person
from tests.factories.workstrand_plans import BudgetLineFactory
from tests.factories.workstrands import OperationalPlanFactory
from tests.integration.workstrands.conftest import NOW

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def raised_by(*doings) -> list[type[Exception]]:
    """Do all of it at the same time, each in a thread; return what was raised."""
    raised: list[type[Exception]] = []

    def run(what):
        try:
            what()
        except (OperationalError, StaleVersion) as wrong:
            raised.append(type(wrong))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(what,)) for what in doings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def change_while_all_are_replaced(service, monkeypatch):
    """Change a line once another has the plan for an import, which then removes every line; what was raised by either.

    The change gets as far as it can on its own before the lines go.
    """
    plan = OperationalPlanFactory()
    line = BudgetLineFactory(plan=plan)
    secretary = person(Role.SECRETARIAT)
    held, wrote = threading.Event(), threading.Event()
    count = budget.budget_changed

    def tell_and_count(changed):
        wrote.set()
        count(changed)

    monkeypatch.setattr(budget, "budget_changed", tell_and_count)

    def replace():
        with transaction.atomic():
            OperationalPlan.objects.select_for_update().get(pk=plan.pk)
            held.set()
            wrote.wait(timeout=3)
            BudgetLine.objects.filter(plan=plan).delete()

    def change():
        held.wait(timeout=60)
        service.change(row=line, values={"amount_pence": 1}, expected_version=1, by=secretary, now=NOW)

    return raised_by(replace, change)


def test_who_changes_a_line_while_a_file_replaces_the_budget_is_told_that_it_is_gone(monkeypatch):
    assert change_while_all_are_replaced(budget.LINES, monkeypatch) == [StaleVersion]


def test_without_the_hold_on_the_plan_one_of_them_breaks_down(monkeypatch):
    """The negative control: each waits for what the other holds, and the database ends one of them."""
    bare = PartService(BudgetLine, check=budget.check_line, after=lambda line: budget.budget_changed(line.plan))
    assert OperationalError in change_while_all_are_replaced(bare, monkeypatch)
