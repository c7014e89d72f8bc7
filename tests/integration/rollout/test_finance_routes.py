"""Routes to finance: the area's steps and the department's, in their order, by those whose they are."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from areas.models import AuthorityMembership, DepartmentMembership
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import NotPermitted, Role
from cbtracker.audit.models import AuditEvent
from rollout.models import FinanceRoute, FinanceRouteStep, RouteKind
from rollout.services.finance_routes import StepTaken, record_route_step
from tests.factories.duties import LocalityLeadFactory
from tests.factories.people import person
from tests.factories.places import START, AreaFactory, AreaMemberFactory, DepartmentFactory
from tests.integration.requests_log.pages import signed_in, words

pytestmark = pytest.mark.django_db
NOW = datetime(2011, 12, 1, 12, tzinfo=UTC)
TYPED = {"step": "interest", "on_day": "5", "on_month": "9", "on_year": "2011", "from_year": "2012", "note": "A letter"}
DAY = date(2011, 9, 5)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture(autouse=True)
def departments():
    names = {"DfE": "Department for Education", "MoJ": "Ministry of Justice", "CO": "Cabinet Office"}
    return {short: DepartmentFactory(abbreviation=short, name=name) for short, name in names.items()}


@pytest.fixture
def area():
    return AreaMemberFactory(area=AreaFactory(name="Lewisham", slug="lewisham")).area


@pytest.fixture
def officer(area):
    user = person(Role.OFFICER)
    AuthorityMembership.objects.create(user=user, authority=area.members.get().authority, from_on=START)
    return user


@pytest.fixture
def moj(departments):
    return champion_of(departments["MoJ"])


def champion_of(department):
    user = person(Role.CHAMPION)
    DepartmentMembership.objects.create(user=user, department=department, from_on=START)
    return user


def take(area, by, step, version, *, kind=RouteKind.INCENTIVE, on=DAY, **more):
    taken = StepTaken(**{"step": step, "on": on, "from_year": 2012, **more})
    return record_route_step(area=area, kind=kind, taken=taken, expected_version=version, by=by, now=NOW)


def at(kind=RouteKind.INCENTIVE):
    return f"/finance/lewisham/routes/{kind}/"


def test_an_area_and_the_department_go_from_interest_to_a_decision(area, officer, moj, departments):
    take(area, officer, "interest", 0, from_year=2013)
    take(area, moj, "discussion", 1)
    take(area, officer, "business_case", 2)
    take(area, moj, "decision", 3, outcome="agreed", note="Strong and evidenced")
    route = FinanceRoute.objects.get()
    assert (route.department, route.from_year, route.version) == (departments["MoJ"], 2012, 4)
    assert [step.step for step in route.steps.all()] == ["interest", "discussion", "business_case", "decision"]
    assert AuditEvent.objects.filter(verb="route.step_taken", object_label="Finance route of Lewisham").count() == 4
    with pytest.raises(ValidationError, match="This route ended on 5 September 2011, when it was agreed"):
        take(area, officer, "interest", 4)


def test_after_a_decision_that_was_not_agreed_an_area_may_come_with_another_business_case(area, officer, moj):
    take(area, officer, "business_case", 0)
    take(area, moj, "decision", 1, outcome="not_agreed", note="Too early")
    with pytest.raises(ValidationError, match="A decision needs a business case first"):
        take(area, moj, "decision", 2, outcome="agreed", note="Now")
    take(area, officer, "business_case", 2)
    take(area, moj, "decision", 3, outcome="agreed", note="Now")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"on": date(2011, 12, 2)}, "on"),
        ({"on": date(2011, 9, 4)}, "on"),
        ({"from_year": 2011}, "from_year"),
        ({"note": "x" * 2001}, "note"),
        ({"outcome": "agreed"}, "outcome"),
        ({"step": "decision", "note": "x"}, "outcome"),
        ({"step": "decision", "outcome": "agreed"}, "note"),
        ({"step": "decision", "outcome": "agreed", "note": "x"}, "step"),
    ],
)
def test_a_step_that_cannot_be_is_refused_and_changes_nothing(area, officer, moj, wrong, field):
    take(area, officer, "interest", 0)
    with pytest.raises(ValidationError) as refused:
        take(area, moj, **{"step": "discussion", "version": 1, **wrong})
    assert field in refused.value.message_dict
    assert FinanceRoute.objects.get().version == 1
    assert FinanceRouteStep.objects.count() == 1


def test_each_takes_their_own_steps_only(area, officer, moj, departments):
    stranger, lead = champion_of(departments["DfE"]), LocalityLeadFactory(authority=area.members.get().authority).user
    refused = {
        "discussion": (officer, stranger, lead, person(Role.PARTNER)),
        "interest": (moj, lead, person(Role.OFFICER), person(Role.SECRETARIAT)),
    }
    for step, people in refused.items():
        for user in people:
            with pytest.raises(NotPermitted):
                take(area, user, step, 0)
    assert not FinanceRoute.objects.exists()
    take(area, person(Role.SECRETARIAT), "discussion", 0)


def test_who_saw_an_older_route_changes_nothing(area, officer, moj):
    take(area, officer, "interest", 0)
    for user, step in ((officer, "business_case"), (moj, "discussion")):
        with pytest.raises(StaleVersion):
            take(area, user, step, 0)
    assert FinanceRouteStep.objects.count() == 1


def test_an_officer_records_interest_on_a_page_once_however_often_the_button_is_pressed(area, officer):
    client = signed_in(officer)
    page = words(client.get(at()))
    assert "The Ministry of Justice decides." in page
    assert "Discussion" not in page
    for _ in range(2):
        assert client.post(at(), {**TYPED, "version": "0", "once": "a" * 32})["Location"] == at()
    assert FinanceRouteStep.objects.get().note == "A letter"
    assert "Lewisham would take part from the financial year 2012 to 2013." in words(client.get(at()))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"step": "decision"}, "Select step from the list"),
        ({"from_year": "2011"}, "Select from which financial year from the list"),
        ({"on_year": "2012"}, "Date must be on or before 1 December 2011"),
        ({"version": ""}, "The form was not sent complete."),
    ],
)
def test_what_cannot_be_is_named_on_the_page(area, officer, typed, says):
    response = signed_in(officer).post(at(), {**TYPED, "version": "0", **typed})
    assert response.status_code == 422
    assert says in words(response)
    assert not FinanceRoute.objects.exists()


def test_a_fault_that_the_service_finds_is_said_and_a_later_writer_keeps_every_word(area, officer, moj):
    client = signed_in(moj)
    decision = {**TYPED, "step": "decision", "outcome": "agreed", "note": "Strong and evidenced", "version": "0"}
    response = client.post(at(), decision)
    assert response.status_code == 422
    assert "A decision needs a business case first, recorded by the area" in words(response)
    take(area, officer, "business_case", 0)
    response = client.post(at(), decision)
    assert response.status_code == 409
    assert "Somebody else recorded a step while you were writing" in words(response)
    assert "Strong and evidenced" in response.content.decode()
    assert client.post(at(), {**decision, "version": "1"}).status_code == 302
    page = words(client.get(at()))
    assert "Decision: agreed" in page
    assert "The route ended with the decision." in page


def test_a_route_that_is_not_theirs_is_not_found(area, officer, moj, departments):
    lead = LocalityLeadFactory(authority=area.members.get().authority).user
    for user, kind, status in (
        (moj, RouteKind.INCENTIVE, 200),
        (moj, RouteKind.INVESTMENT, 404),
        (champion_of(DepartmentFactory()), RouteKind.INCENTIVE, 404),
        (lead, RouteKind.INCENTIVE, 200),
        (person(Role.PARTNER), RouteKind.INCENTIVE, 404),
        (officer, "lottery", 404),
    ):
        assert signed_in(user).get(at(kind)).status_code == status
    assert signed_in(lead).post(at(), {**TYPED, "version": "0"}).status_code == 404


def test_the_page_of_an_area_shows_each_department_its_own_routes(area, moj, officer):
    take(area, officer, "interest", 0, kind=RouteKind.BOND)
    said = words(signed_in(moj).get("/finance/lewisham/"))
    assert "Financial Incentive Model" in said
    assert "Social Impact Bond" not in said
    assert "Interest expressed, 5 September 2011" in words(signed_in(officer).get("/finance/lewisham/"))


def test_the_page_of_the_place_tells_it_in_short_to_those_whose_it_is(area, moj, officer, departments):
    take(area, officer, "interest", 0)
    told = {
        "officer": words(signed_in(officer).get("/areas/lewisham/")),
        "moj": words(signed_in(moj).get("/areas/lewisham/")),
        "dfe": words(signed_in(champion_of(departments["DfE"])).get("/areas/lewisham/")),
        "other": words(signed_in(champion_of(DepartmentFactory())).get("/areas/lewisham/")),
        "partner": words(signed_in(person(Role.PARTNER)).get("/areas/lewisham/")),
    }
    taken = "MoJ’s Financial Incentive Model: interest expressed, 5 September 2011"
    assert [who for who, said in told.items() if taken in said] == ["officer", "moj"]
    link = "Advances and routes to finance of Lewisham"
    assert [who for who, said in told.items() if link in said] == ["officer", "moj"]
