"""The shadow budget of a place by API."""

from __future__ import annotations

import pytest

from areas.models import AuthorityMembership
from cbtracker.accounts.permissions import Role
from rollout.workstrands.models import BudgetLine
from tests.factories.people import person
from tests.factories.places import START, AuthorityFactory
from tests.factories.workstrand_plans import BudgetLineFactory, PlanVersionFactory
from tests.factories.workstrands import OperationalPlanFactory, StrandPlaceFactory
from tests.integration.api.conftest import pointers
from tests.integration.api.counting import statements

pytestmark = pytest.mark.django_db
LINE = {
    "body": "The council",
    "service": "Youth services",
    "year": 2012,
    "kind": "cash",
    "arrangement": "pooled",
    "amount_pence": 120_000_00,
    "controlled_by": "authority",
}
BUDGET = "strand-places/essex/budget"


@pytest.fixture
def plan(db):
    return OperationalPlanFactory(place=StrandPlaceFactory(authority=AuthorityFactory(), slug="essex"))


@pytest.fixture
def officer(api, plan):
    user = person(Role.OFFICER)
    AuthorityMembership.objects.create(user=user, authority=plan.place.authority, from_on=START)
    return api(user)


def test_a_line_is_added_changed_and_removed_and_what_is_wrong_is_pointed_at(officer):
    added = officer.post(f"{BUDGET}/lines/", LINE)
    assert added.status_code == 201
    where = added["Location"].split("/api/v1/")[1]
    changed = officer.patch(where, {"amount_pence": None}, match=added)
    assert (changed.json()["amount_pence"], changed.json()["body"]) == (None, "The council")
    wrong = {"amount_pence": -1, "kind": "loan", "colour": "red"}
    assert set(pointers(officer.patch(where, wrong, match=changed))) == {"#/amount_pence", "#/kind", "#/colour"}
    contradicts = {"year": 2020, "kind": "community", "controlled_by": "other"}
    answered = officer.patch(where, contradicts, match=changed)
    assert set(pointers(answered)) == {"#/year", "#/community_kind", "#/controller"}
    assert officer.delete(where, match=added).status_code == 412
    assert officer.delete(where, match=changed).status_code == 204
    assert not BudgetLine.objects.exists()


def test_lines_are_filtered_sorted_and_taken_away_as_on_the_page(officer, plan):
    BudgetLineFactory(plan=plan, service="=HYPERLINK(1)", amount_pence=5_00)
    BudgetLineFactory(plan=plan, body="A trust", amount_pence=None)
    BudgetLineFactory(plan=plan, body="A trust", year=2013, amount_pence=7_00)
    BudgetLineFactory(plan=OperationalPlanFactory(place=StrandPlaceFactory(slot=2)), amount_pence=9_00)
    listed = officer.get(f"{BUDGET}/lines/?sort=-amount").json()
    assert (listed["count"], [row["amount_pence"] for row in listed["results"]]) == (3, [7_00, 5_00, None])
    assert [row["year"] for row in officer.get(f"{BUDGET}/lines/?body=trust&known=yes").json()["results"]] == [2013]
    assert officer.get(f"{BUDGET}/lines/?year=1066").status_code == 422
    sent = officer.get(f"{BUDGET}/lines/?year=2012", accept="text/csv")
    lines = b"".join(sent.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[1].startswith("A trust,Youth services,,2012/13,Cash,,Pooled,,")
    assert "'=HYPERLINK(1)" in lines[2]


def test_totals_count_what_is_not_known_and_nothing_known_is_no_zero(officer, plan):
    BudgetLineFactory(plan=plan, amount_pence=100_00)
    BudgetLineFactory(plan=plan, amount_pence=None)
    BudgetLineFactory(plan=plan, kind="community", community_kind="tools", controlled_by="community", amount_pence=None)
    totals = officer.get(f"{BUDGET}/totals/").json()
    assert totals["whole"] == {"lines": 3, "pence": 100_00, "unknown": 2}
    assert totals["by_kind"] == [
        {"of": "cash", "lines": 2, "pence": 100_00, "unknown": 1},
        {"of": "community", "lines": 1, "pence": None, "unknown": 1},
    ]
    assert totals["by_community_kind"] == [{"of": "tools", "lines": 1, "pence": None, "unknown": 1}]
    assert totals["by_year"] == [{"of": "2012", "lines": 3, "pence": 100_00, "unknown": 2}]
    assert officer.get(f"{BUDGET}/totals/?kind=community").json()["whole"]["pence"] is None


def test_the_budget_is_compared_with_an_agreed_version_blanks_too(officer, plan):
    assert officer.get(f"{BUDGET}/compared/").status_code == 404
    BudgetLineFactory(plan=plan, amount_pence=100_00)
    was = {"body": "The council", "kind": "cash", "year": 2012, "pence": 70_00, "lines": 2, "unknown": 1}
    PlanVersionFactory(plan=plan, totals=[was])
    found = officer.get(f"{BUDGET}/compared/").json()
    assert (found["version"], found["changes"], found["whole"]["difference_pence"]) == (
        1,
        [
            {
                "body": "The council",
                "kind": "cash",
                "year": 2012,
                "difference_pence": 30_00,
                "before": {"lines": 2, "pence": 70_00, "unknown": 1},
                "now": {"lines": 1, "pence": 100_00, "unknown": 0},
            }
        ],
        30_00,
    )
    assert officer.get(f"{BUDGET}/compared/?version=2").status_code == 404


@pytest.mark.parametrize("path", ["lines/", "lines/?body=council&known=yes", "totals/", "compared/"])
def test_operations_ask_the_database_as_often_for_many_lines_as_for_few(officer, plan, path):
    PlanVersionFactory(plan=plan)
    BudgetLineFactory(plan=plan)
    few = statements(officer, f"{BUDGET}/{path}")
    BudgetLineFactory.create_batch(30, plan=plan)
    assert statements(officer, f"{BUDGET}/{path}") == few
