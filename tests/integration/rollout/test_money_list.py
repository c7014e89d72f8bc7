"""The list of areas' money and its file: alphabetical, and what the person may see only."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from areas.models import AuthorityMembership
from cbtracker.accounts.permissions import Role
from tests.factories.money import AdvanceFactory, FinanceRouteStepFactory, asked_advance
from tests.factories.people import person
from tests.factories.places import START, AreaFactory, AreaMemberFactory, DepartmentFactory
from tests.integration.requests_log.pages import signed_in, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def dfe():
    return DepartmentFactory(abbreviation="DfE", name="Department for Education")


@pytest.fixture
def area():
    return AreaMemberFactory(area=AreaFactory(name="Swindon", slug="swindon")).area


@pytest.fixture
def asked(area, dfe):
    return asked_advance(area=area, department=dfe)


@pytest.fixture
def officer(area):
    user = person(Role.OFFICER)
    AuthorityMembership.objects.create(user=user, authority=area.members.get().authority, from_on=START)
    return signed_in(user)


def test_the_list_is_alphabetical_and_narrowed_by_what_the_person_may_see(area, dfe, asked):
    desk = signed_in(person(Role.SECRETARIAT))
    other = AreaFactory(name="Barnet", slug="barnet")
    FinanceRouteStepFactory(route__area=other, route__department=dfe, route__kind="investment-fund")
    AdvanceFactory(area=AreaFactory(name="Kent"), department=dfe)
    said = words(desk.get("/finance/"))
    assert said.index("Barnet") < said.index("Swindon")
    assert "Kent" not in said, "a draft is nobody else's to find"
    for query, shown, hidden in (
        ("advance=asked", "Swindon", "Barnet"),
        ("route=investment-fund&step=interest", "Barnet", "Swindon"),
        ("q=barn", "Barnet", "Swindon"),
    ):
        said = words(desk.get(f"/finance/?{query}"))
        assert shown in said
        assert hidden not in said
    assert "No area to show" in words(desk.get("/finance/?advance=draft"))
    for path in ("/finance/?advance=lost", "/finance/advances.csv?advance=lost"):
        assert desk.get(path).status_code == 422


def test_the_list_asks_as_much_of_the_database_for_many_areas_as_for_one(dfe, django_assert_max_num_queries):
    desk = signed_in(person(Role.SECRETARIAT))
    for number in range(6):
        advance = asked_advance(department=dfe)
        FinanceRouteStepFactory(route__area=advance.area, route__department=dfe, note=str(number))
    with django_assert_max_num_queries(12):
        desk.get("/finance/")


def test_the_file_has_a_row_for_each_repayment_and_no_cell_that_runs(officer, area, dfe, asked):
    AdvanceFactory(area=area, department=dfe, purpose="=1+1", amount_pence=150)
    content = b"".join(officer.get("/finance/advances.csv").streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(content)))
    assert [(row["state"], row["amount_pounds"], row["repayment_year"], row["repayment_pounds"]) for row in rows] == [
        ("Asked for", "1250000.00", "2013", "625000.00"),
        ("Asked for", "1250000.00", "2014", "625000.00"),
        ("Draft", "1.50", "", ""),
    ]
    assert rows[2]["purpose"] == "'=1+1"
    asked_only = b"".join(officer.get("/finance/advances.csv?advance=asked").streaming_content).decode()
    assert "Draft" not in asked_only
