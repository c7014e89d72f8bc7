"""Plans, their checklists, milestones, results and agreed versions by API."""

from __future__ import annotations

import pytest

from areas.models import AuthorityMembership
from areas.services.reference import LoadResult
from cbtracker.accounts.permissions import Role
from rollout.workstrands.models import Milestone, PlanVersion
from rollout.workstrands.services.beginning import begin_plan
from rollout.workstrands.services.reference import load_workstrands
from tests.factories.people import person
from tests.factories.places import START, AuthorityFactory
from tests.factories.workstrand_plans import (
    BudgetLineFactory,
    ItemNoteFactory,
    MilestoneFactory,
    MilestoneSlipFactory,
    PlanBarrierFactory,
    PlanFindingFactory,
    PlanVersionFactory,
    TeamMemberFactory,
)
from tests.factories.workstrands import StrandPlaceFactory
from tests.integration.api.conftest import pointers
from tests.integration.api.counting import statements
from tests.integration.workstrands.conftest import NOW

pytestmark = pytest.mark.django_db
AT = "strand-places/essex"


@pytest.fixture
def plan(db):
    load_workstrands(LoadResult())
    place = StrandPlaceFactory(authority=AuthorityFactory(), slug="essex")
    return begin_plan(place=place, by=person(Role.SECRETARIAT), now=NOW)


@pytest.fixture
def officer(api, plan):
    user = person(Role.OFFICER)
    AuthorityMembership.objects.create(user=user, authority=plan.place.authority, from_on=START)
    return api(user)


def where(response):
    return response["Location"].split("/api/v1/")[1]


def test_the_terms_of_a_plan_are_read_and_changed_with_the_version_that_was_seen(officer, plan):
    read = officer.get(f"{AT}/plan/")
    assert (read.json()["place"], read.json()["discount_rate"]) == ("essex", 350)
    assert officer.patch(f"{AT}/plan/", {"summary": "One"}).status_code == 428
    changed = officer.patch(f"{AT}/plan/", {"summary": "One", "last_year": 2015}, match=read)
    assert (changed.json()["summary"], changed.json()["version"], changed.json()["first_year"]) == ("One", 2, 2012)
    assert officer.patch(f"{AT}/plan/", {"summary": "Late"}, match=read).json()["current"]["summary"] == "One"
    BudgetLineFactory(plan=plan, year=2015)
    wrong = officer.patch(f"{AT}/plan/", {"last_year": 2014}, match=changed)
    assert set(pointers(wrong)) == {"#/last_year"}
    assert "1 budget line is after 2014" in wrong.content.decode()
    plan.place.ended_on, plan.place.ended_reason = plan.place.selected_on, "It withdrew"
    plan.place.save()
    assert officer.patch(f"{AT}/plan/", {"summary": "Late"}, match=changed).status_code == 409


def test_an_item_is_worked_through_with_notes(officer, plan):
    items = officer.get(f"{AT}/checklist/").json()["results"]
    assert [item["letter"] for item in items] == list("abcdefghijabcdefghijklmn")
    at = f"plan-items/{items[3]['id']}/"
    read = officer.get(at)
    assert set(pointers(officer.patch(at, {"state": "done"}, match=read))) == {"#/evidence"}
    ann = TeamMemberFactory(plan=plan)
    said = {"state": "done", "evidence": "Forty interviews", "owner": ann.pk, "due_on": "2011-12-01"}
    assert officer.patch(at, said, match=read).json()["owner"] == ann.pk
    assert officer.post(f"{at}notes/", {"text": "Two more to come"}).status_code == 201
    assert officer.get(f"{at}notes/").json()["results"][0]["text"] == "Two more to come"
    assert officer.post(f"{at}notes/", {"text": ""}).status_code == 422


def test_milestones_are_added_moved_with_a_reason_and_never_before_their_predecessors(officer):
    first = Milestone.objects.get(key="plan")
    early = {"title": "Budget agreed", "due_on": "2012-01-31", "after": first.pk}
    assert set(pointers(officer.post(f"{AT}/milestones/", early))) == {"#/due_on"}
    added = officer.post(f"{AT}/milestones/", {**early, "due_on": "2012-04-30", "reason": "None is needed"})
    assert added.status_code == 201
    assert set(pointers(officer.patch(where(added), {"due_on": "2012-05-31"}, match=added))) == {"#/reason"}
    moved = officer.patch(where(added), {"due_on": "2012-05-31", "reason": "The figures came late"}, match=added)
    assert moved.json()["moves"][0]["reason"] == "The figures came late"
    assert moved.json()["first_due_on"] == "2012-04-30"
    paper = officer.get(f"plan-milestones/{first.pk}/")
    assert set(pointers(officer.patch(f"plan-milestones/{first.pk}/", {"title": "Another"}, match=paper))) == {
        "#/title"
    }
    assert officer.delete(f"plan-milestones/{first.pk}/", match=paper).status_code == 422
    assert officer.delete(where(added), match=moved).status_code == 204


def test_findings_are_the_places_and_decisions_the_secretariats(officer, api):
    finding = {"kind": "unworkable", "text": "Funds cannot be moved", "found_on": "2012-03-01"}
    assert officer.post(f"{AT}/findings/", finding).json()["kind"] == "unworkable"
    decision = {"extent": "not", "text": "It is unworkable", "decided_on": "2012-06-01", "decided_by": "Ministers"}
    assert officer.post(f"{AT}/decisions/", decision).status_code == 404
    assert api(person(Role.SECRETARIAT)).post(f"{AT}/decisions/", decision).status_code == 201
    assert officer.get(f"{AT}/decisions/").json()["results"][0]["extent"] == "not"


def test_a_plan_is_frozen_as_it_was_seen_and_says_what_differs(officer, plan, api):
    barrier = PlanBarrierFactory(plan=plan)
    said = {"agreed_on": "2012-03-30", "agreed_with": "The joint team"}
    frozen = officer.post(f"{AT}/versions/", said)
    assert frozen.status_code == 201
    assert set(pointers(officer.post(f"{AT}/versions/", {**said, "agreed_on": "1999-01-01"}))) == {"#/agreed_on"}
    full = officer.get(where(frozen)).json()
    assert (full["data"]["first_year"], full["differences"]) == (2012, [])
    assert full["data"]["barriers"] == []
    whitehall = api(person(Role.SECRETARIAT)).get(where(frozen)).json()
    assert whitehall["data"]["barriers"][0]["reference"] == barrier.entry.reference
    PlanFindingFactory(plan=plan)
    assert officer.get(where(frozen)).json()["differences"] == [
        {"title": "Findings", "then": 0, "now": 1, "gone": 0, "new": 1}
    ]
    assert officer.post(f"{AT}/versions/", {**said, "digest": frozen.json()["digest"]}).status_code == 409
    assert PlanVersion.objects.count() == 1


def test_lists_ask_the_database_as_often_for_many_as_for_few(officer, plan):
    item = plan.items.first()
    lists = [f"{AT}/{name}/" for name in ("milestones", "findings", "versions")] + [f"plan-items/{item.pk}/notes/"]

    def more(number):
        MilestoneSlipFactory(milestone=MilestoneFactory(plan=plan))
        PlanFindingFactory(plan=plan)
        PlanVersionFactory(plan=plan, number=number)
        ItemNoteFactory(item=item)

    more(1)
    few = [statements(officer, one) for one in lists]
    for number in range(2, 6):
        more(number)
    assert [statements(officer, one) for one in lists] == few
