"""A plan as it was agreed is frozen; what testing found and Government decided is recorded (F003 ¶10-12)."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from areas.access import NotPermitted
from rollout.workstrands.models import GovernmentDecision, PlanVersion
from rollout.workstrands.plan_data import plan_as_data
from rollout.workstrands.services.agreeing import PlanMoved, agree_version, digest_of
from rollout.workstrands.services.parts import PlanClosed
from rollout.workstrands.services.results import DECISIONS, FINDINGS
from tests.factories.workstrand_plans import BudgetLineFactory, PlanGapFactory, PlanVersionFactory
from tests.integration.workstrands.conftest import NOW

TODAY = NOW.date()


def freeze(plan, by, **said):
    terms = {"agreed_on": TODAY, "agreed_with": "The council and its partners", **said}
    return agree_version(plan=plan, by=by, now=NOW, **terms)


def test_what_was_agreed_stays_as_it_was_whatever_the_plan_says_after(plan, officer):
    line = BudgetLineFactory(plan=plan)
    first = freeze(plan, officer, note="At the board")
    assert digest_of(PlanVersion.objects.get().data) == first.digest
    line.amount_pence = None
    line.save()
    second = freeze(plan, officer)
    assert (first.number, second.number) == (1, 2)
    first.refresh_from_db()
    assert first.data["budget"][0]["amount_pence"] == 100_00
    assert first.totals[0]["pence"] == 100_00
    assert second.totals[0]["unknown"] == 1
    assert first.digest != second.digest


def test_only_what_was_seen_is_frozen_by_who_may_and_with_what_it_takes(plan, officer, stranger):
    seen = digest_of(plan_as_data(plan))
    for said, field in (
        ({"agreed_with": " "}, "agreed_with"),
        ({"agreed_with": "x" * 501}, "agreed_with"),
        ({"agreed_on": date(2011, 11, 2)}, "agreed_on"),
        ({"agreed_on": date(1066, 10, 14)}, "agreed_on"),
    ):
        with pytest.raises(ValidationError) as wrong:
            freeze(plan, officer, **said)
        assert set(wrong.value.message_dict) == {field}
    with pytest.raises(NotPermitted):
        freeze(plan, stranger)
    PlanGapFactory(plan=plan)
    with pytest.raises(PlanMoved):
        freeze(plan, officer, seen=seen)
    plan.place.ended_on, plan.place.ended_reason = TODAY, "It withdrew"
    with pytest.raises(PlanClosed):
        freeze(plan, officer)
    assert not PlanVersion.objects.exists()


def test_nothing_changes_removes_or_takes_the_place_of_an_agreed_version(db):
    version = PlanVersionFactory()
    table = version._meta.db_table
    columns = ", ".join(f'"{one.column}"' for one in version._meta.concrete_fields if not one.primary_key)
    tried = {
        "sqlite": [
            f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
            f"INSERT OR REPLACE INTO {table} ({columns}) SELECT {columns} FROM {table}",
        ],
        "postgresql": [f"TRUNCATE {table} CASCADE"],
    }[connection.vendor]
    connection.check_constraints()  # PostgreSQL empties no table while a check is put off
    for sql in (f"UPDATE {table} SET note = 'another'", f"DELETE FROM {table}", *tried):
        with pytest.raises(IntegrityError, match="never updated or deleted"), transaction.atomic():
            connection.cursor().execute(sql)
    assert PlanVersion.objects.get() == version
    assert PlanVersionFactory(plan=version.plan, number=2).pk


def test_unworkable_is_a_result_and_only_the_secretariat_says_what_government_decided(plan, officer, secretary):
    finding = {"kind": "unworkable", "text": "Funds cannot leave the department", "found_on": TODAY}
    assert FINDINGS.add(to=plan, values=finding, by=officer, now=NOW).get_kind_display() == "The approach is unworkable"
    decision = {"extent": "part", "text": "All but benefits", "decided_on": TODAY, "decided_by": "Ministers"}
    with pytest.raises(NotPermitted):
        DECISIONS.add(to=plan, values=decision, by=officer, now=NOW)
    for name, value in (("decided_by", ""), ("text", ""), ("decided_on", date(1066, 10, 14)), ("extent", "maybe")):
        with pytest.raises(ValidationError) as wrong:
            DECISIONS.add(to=plan, values={**decision, name: value}, by=secretary, now=NOW)
        assert set(wrong.value.message_dict) == {name}
    assert DECISIONS.add(to=plan, values=decision, by=secretary, now=NOW) == GovernmentDecision.objects.get()
