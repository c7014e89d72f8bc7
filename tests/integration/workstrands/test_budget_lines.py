"""Lines of a shadow budget: who brings what, in which year, or that it is not yet known (F003 Annex B ¶5a)."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from areas.access import NotPermitted
from areas.services.versions import StaleVersion
from cbtracker.audit.models import AuditEvent
from rollout.workstrands.models import BudgetLine, OperationalPlan
from rollout.workstrands.models.budget import LARGEST_AMOUNT
from rollout.workstrands.services.budget import LINES
from tests.factories.workstrand_plans import BudgetLineFactory
from tests.integration.workstrands.conftest import NOW

SAID = {
    "body": "Essex County Council",
    "service": "Youth services",
    "year": 2012,
    "kind": "cash",
    "arrangement": "pooled",
    "amount_pence": 120_000_00,
    "controlled_by": "authority",
}


def budget_version():
    return OperationalPlan.objects.get().budget_version


def test_every_write_to_a_line_counts_in_the_budgets_version_and_a_refused_one_does_not(plan, officer, stranger):
    line = LINES.add(to=plan, values=SAID, by=officer, now=NOW)
    assert budget_version() == 2
    changed = LINES.change(row=line, values={"amount_pence": None}, expected_version=1, by=officer, now=NOW)
    assert (changed.amount_pence, budget_version()) == (None, 3)
    with pytest.raises(NotPermitted):
        LINES.add(to=plan, values=SAID, by=stranger, now=NOW)
    with pytest.raises(StaleVersion):
        LINES.change(row=line, values={"amount_pence": 0}, expected_version=1, by=officer, now=NOW)
    with pytest.raises(ValidationError):
        LINES.add(to=plan, values={**SAID, "amount_pence": -1}, by=officer, now=NOW)
    assert budget_version() == 3
    LINES.remove(row=line, expected_version=2, by=officer, now=NOW)
    assert (budget_version(), BudgetLine.objects.count()) == (4, 0)
    labels = set(AuditEvent.objects.values_list("object_label", flat=True))
    assert labels == {"Budget line"}


@pytest.mark.parametrize(
    ("said", "field", "fault"),
    [
        ({"year": 2011}, "year", "Year must be one of the plan’s, from 2012 to 2014"),
        ({"year": 2015}, "year", "Year must be one of the plan’s, from 2012 to 2014"),
        ({"amount_pence": -1}, "amount_pence", "Amount must be £0 or more"),
        ({"amount_pence": LARGEST_AMOUNT + 1}, "amount_pence", "Amount must be £1,000,000,000,000 or less"),
        ({"kind": "community"}, "community_kind", "Select what the community brings"),
        (
            {"community_kind": "tools"},
            "community_kind",
            "Leave this blank, or select “Community resource” as what it is",
        ),
        ({"controlled_by": "other"}, "controller", "Enter the name of who controls it"),
    ],
)
def test_a_line_that_contradicts_itself_or_its_plan_is_refused_by_field(plan, officer, said, field, fault):
    line = BudgetLineFactory(plan=plan)
    for write in (
        lambda: LINES.add(to=plan, values={**SAID, **said}, by=officer, now=NOW),
        lambda: LINES.change(row=line, values=said, expected_version=1, by=officer, now=NOW),
    ):
        with pytest.raises(ValidationError) as refused:
            write()
        assert refused.value.message_dict == {field: [fault]}
    assert BudgetLine.objects.get().version == 1


def test_an_amount_of_nothing_and_the_largest_are_taken_and_blank_stays_blank(plan, officer):
    for amount in (0, LARGEST_AMOUNT, None):
        assert LINES.add(to=plan, values={**SAID, "amount_pence": amount}, by=officer, now=NOW).amount_pence == amount


@pytest.mark.parametrize(
    "said",
    [
        {"amount_pence": LARGEST_AMOUNT + 1},
        {"year": 2031},
        {"community_kind": "tools"},
        {"service": ""},
    ],
    ids=str,
)
def test_the_database_itself_refuses_a_line_from_the_other_side_of_its_limits_too(plan, said):
    with pytest.raises(IntegrityError), transaction.atomic():
        BudgetLineFactory(plan=plan, **said)
    assert BudgetLineFactory(plan=plan, year=2030, amount_pence=LARGEST_AMOUNT).pk
