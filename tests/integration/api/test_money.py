"""Advances of grant and routes to finance by API: pence, versions, and nobody's decision but the department's."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from areas.models import AuthorityMembership, DepartmentMembership
from cbtracker.accounts.permissions import Role
from rollout.models import Advance, FinanceRouteStep
from tests.factories.money import FinanceRouteFactory, FinanceRouteStepFactory, asked_advance
from tests.factories.people import person
from tests.factories.places import START, AreaFactory, AreaMemberFactory, DepartmentFactory
from tests.integration.api.conftest import pointers

pytestmark = pytest.mark.django_db
TERMS = {
    "amount_pence": 125_000_000,
    "drawn_from": 2011,
    "drawn_to": 2012,
    "purpose": "Family workers before the savings come in",
    "repayments": [{"year": 2014, "amount_pence": 62_500_000}, {"year": 2013, "amount_pence": 62_500_000}],
}
TODAY = "2011-10-03"


@pytest.fixture(autouse=True)
def in_october(time_machine):
    time_machine.move_to("2011-10-03T12:00Z", tick=False)


@pytest.fixture
def dfe(db):
    return DepartmentFactory(abbreviation="DfE", name="Department for Education")


@pytest.fixture
def area(dfe):
    return AreaMemberFactory(area=AreaFactory(name="Swindon", slug="swindon")).area


@pytest.fixture
def officer(api, area):
    user = person(Role.OFFICER)
    AuthorityMembership.objects.create(user=user, authority=area.members.get().authority, from_on=START)
    return api(user)


@pytest.fixture
def champion(api, dfe):
    user = person(Role.CHAMPION)
    DepartmentMembership.objects.create(user=user, department=dfe, from_on=START)
    return api(user)


def test_an_advance_goes_from_a_draft_that_only_its_area_sees_to_being_paid_back(officer, champion, area):
    started = officer.post("finance/swindon/advances/", {**TERMS, "repayments": []}, key="a")
    assert officer.post("finance/swindon/advances/", {**TERMS, "repayments": []}, key="a").json() == started.json()
    assert (started.status_code, Advance.objects.count()) == (201, 1)
    assert started.json()["difference_pence"] == -125_000_000
    path = started["Location"].partition("/api/v1/")[2]
    assert champion.get(path).status_code == 404
    assert pointers(officer.post(f"{path}asking/", match=started)).keys() == {"#"}
    changed = officer.patch(path, {"repayments": TERMS["repayments"]}, match=started)
    assert [(one["year"], one["so_far_pence"]) for one in changed.json()["repayments"]] == [
        (2013, 62_500_000),
        (2014, 125_000_000),
    ]
    assert changed.json()["purpose"] == TERMS["purpose"]
    asked = officer.post(f"{path}asking/", match=changed)
    assert (asked.json()["state"], asked.json()["asked_on"], asked.json()["decided_on"]) == ("asked", TODAY, None)
    decision = {"agreed": True, "reason": "It can be afforded", "on": TODAY}
    assert officer.post(f"{path}decision/", decision, match=asked).status_code == 404
    assert champion.post(f"{path}drawing/", {"on": TODAY}, match=asked).status_code == 409
    agreed = champion.post(f"{path}decision/", decision, match=asked)
    assert (agreed.json()["state"], agreed.json()["reason"]) == ("agreed", "It can be afforded")
    assert set(pointers(champion.post(f"{path}drawing/", {"on": "2011-10-04"}, match=agreed))) == {"#/on"}
    drawn = champion.post(f"{path}drawing/", {"on": TODAY}, match=agreed)
    assert champion.post(f"{path}paid-back/", {"on": TODAY}, match=drawn).json()["state"] == "repaid"


def test_wrong_late_and_stale_changes_of_an_advance_change_nothing(officer, champion, area):
    wrong = {
        **TERMS,
        "amount_pence": 0,
        "drawn_from": 1999,
        "purpose": "",
        "repayments": [{"year": 2013}, {"year": 2013, "amount_pence": 10**16, "for": "x"}],
    }
    answer = officer.post("finance/swindon/advances/", wrong)
    places = {"amount_pence", "drawn_from", "purpose", "repayments/0/amount_pence", "repayments/1/amount_pence"}
    assert set(pointers(answer)) == {f"#/{place}" for place in {*places, "repayments/1/for"}}
    early = {**TERMS, "repayments": [{"year": 2012, "amount_pence": 1}]}
    assert set(pointers(officer.post("finance/swindon/advances/", early))) == {"#/repayments"}
    twice = {**TERMS, "repayments": TERMS["repayments"] * 2}
    assert set(pointers(officer.post("finance/swindon/advances/", twice))) == {"#/repayments"}
    assert not Advance.objects.exists()
    started = officer.post("finance/swindon/advances/", TERMS)
    path = f"advances/{started.json()['id']}/"
    assert officer.patch(path, {"purpose": "Mine"}).status_code == 428
    partly = officer.patch(path, {"repayments": [{"year": 2013}]}, match=started)
    assert set(pointers(partly)) == {"#/repayments/0/amount_pence"}
    changed = officer.patch(path, {"purpose": "First"}, match=started)
    second = officer.patch(path, {"purpose": "Second"}, match=started)
    assert (second.status_code, second.json()["current"]["purpose"]) == (412, "First")
    assert officer.delete(path, match=started).json()["current"]["version"] == 2
    asked = officer.post(f"{path}asking/", match=changed)
    assert officer.patch(path, {"purpose": "Later"}, match=asked).status_code == 409
    assert officer.delete(path, match=asked).status_code == 409
    assert officer.post(f"{path}withdrawal/", match=asked).json()["state"] == "withdrawn"
    other = officer.post("finance/swindon/advances/", TERMS)
    assert officer.delete(f"advances/{other.json()['id']}/", match=other).status_code == 204
    assert Advance.objects.get().purpose == "First"


def test_money_is_read_by_those_whom_it_concerns_as_list_and_as_a_file(api, officer, champion, area, dfe):
    asked = asked_advance(area=area, department=dfe)
    elsewhere = asked_advance(area=AreaMemberFactory(area=AreaFactory(name="Essex", slug="essex")).area, department=dfe)
    assert [one["id"] for one in officer.get("advances/").json()["results"]] == [asked.pk]
    assert {one["id"] for one in champion.get("advances/?advance=asked").json()["results"]} == {asked.pk, elsewhere.pk}
    assert officer.get(f"advances/{elsewhere.pk}/").status_code == 404
    assert officer.get("finance/essex/").status_code == 404
    assert officer.post("finance/essex/advances/", TERMS).status_code == 404
    assert [one["area"] for one in champion.get("finance/?q=Swin").json()["results"]] == ["swindon"]
    own = officer.get("finance/swindon/").json()
    assert ([one["id"] for one in own["advances"]], len(own["routes"])) == ([asked.pk], 5)
    text = officer.get("advances/", Accept="text/csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(text.streaming_content).decode("utf-8-sig"))))
    assert [row["repayment_pounds"] for row in rows] == ["625000.00", "625000.00"]
    assert officer.get("advances/?advance=lost").status_code == 422
    for role in (Role.PARTNER, Role.ADMINISTRATOR):
        client = api(person(role))
        assert {client.get(path).status_code for path in ("finance/", "advances/", "finance/swindon/")} == {404}


def test_a_route_is_taken_step_by_step_by_the_area_and_the_department(officer, champion, area):
    path = "finance/swindon/routes/investment-fund/"
    new = officer.get(path)
    assert (new["ETag"], new.json()["steps"], new.json()["from_year"]) == ('"0"', [], None)
    interest = {"step": "interest", "on": "2011-09-05", "from_year": 2012}
    assert officer.post(f"{path}steps/", interest).status_code == 428
    taken = officer.post(f"{path}steps/", interest, match=new)
    assert (taken.status_code, taken.json()["version"], taken.json()["from_year"]) == (200, 1, 2012)
    again = officer.post(f"{path}steps/", interest, match=new)
    assert (again.status_code, again.json()["current"]["version"]) == (412, 1)
    decision = {**interest, "step": "decision", "outcome": "agreed", "note": "Affordable"}
    assert set(pointers(officer.post(f"{path}steps/", decision, match=taken))) == {"#/step"}
    assert set(pointers(champion.post(f"{path}steps/", decision, match=taken))) == {"#/step"}
    wrong = {**interest, "on": "2009-01-01", "from_year": 1999, "outcome": "perhaps", "step": "none"}
    assert set(pointers(officer.post(f"{path}steps/", wrong, match=taken))) == {
        "#/on",
        "#/from_year",
        "#/outcome",
        "#/step",
    }
    case = officer.post(f"{path}steps/", {**interest, "step": "business_case"}, match=taken)
    assert case.status_code == 200, case.content
    agreed = champion.post(f"{path}steps/", decision, match=case)
    assert [one["step"] for one in agreed.json()["steps"]] == ["interest", "business_case", "decision"]
    assert champion.post(f"{path}steps/", decision, match=agreed).status_code == 409
    assert FinanceRouteStep.objects.count() == 3
    assert officer.get("finance/swindon/routes/none/").status_code == 404


@pytest.mark.parametrize("address", ["finance/", "advances/", "finance/swindon/"])
def test_money_is_read_in_as_many_statements_for_many_as_for_few(
    champion, area, dfe, django_assert_num_queries, address
):
    asked_advance(area=area, department=dfe)
    FinanceRouteStepFactory(route=FinanceRouteFactory(area=area, department=dfe, kind="investment-fund"))
    champion.get(address)
    with CaptureQueriesContext(connection) as few:
        assert champion.get(address).status_code == 200
    for _ in range(2):
        more = AreaMemberFactory().area
        asked_advance(area=area, department=dfe)
        asked_advance(area=more, department=dfe)
        FinanceRouteStepFactory(route=FinanceRouteFactory(area=more, department=dfe, kind="exemplar-fund"))
    with django_assert_num_queries(len(few)):
        assert champion.get(address).status_code == 200
