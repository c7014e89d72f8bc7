"""The page of a plan: its tasks, milestones, findings, decisions and agreed versions, and the forms that keep them."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from areas.services.reference import LoadResult
from cbtracker.accounts.permissions import Role
from rollout.workstrands.models import ItemNote, Milestone, OperationalPlan, PlanItem, PlanVersion
from rollout.workstrands.services.beginning import begin_plan
from rollout.workstrands.services.reference import load_workstrands
from tests.factories.people import person
from tests.factories.workstrand_plans import (
    GovernmentDecisionFactory,
    ItemNoteFactory,
    MilestoneFactory,
    MilestoneSlipFactory,
    PlanBarrierFactory,
    PlanFindingFactory,
    PlanGapFactory,
    PlanVersionFactory,
    TeamMemberFactory,
)
from tests.factories.workstrands import StrandPlaceFactory
from tests.integration.workstrands.conftest import NOW


@pytest.fixture
def plan(essex, secretary):
    """A plan with all that the paper asks of it."""
    load_workstrands(LoadResult())
    return begin_plan(place=StrandPlaceFactory(authority=essex, name="Essex", slug="essex"), by=secretary, now=NOW)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def client(officer):
    return signed_in(officer)


def at(name, *args):
    return reverse(f"workstrands:{name}", args=["essex", *args])


def said(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def day(prefix, on):
    return {f"{prefix}_day": on.day, f"{prefix}_month": on.month, f"{prefix}_year": on.year}


def test_the_page_of_a_plan_says_all_of_it_and_what_is_overdue_in_words(plan, client):
    page = said(client.get(at("plan")))
    for words in (
        "Nothing is committed by testing",
        "a) Develop a shadow budget for the place",
        "n) Develop an implementation plan/approach",
        "0 of 10 done or not needed",
        "0 of 14 done or not needed",
        "Operational plan developed",
        "Overdue: was due on 31 March 2012",
        "No version has been agreed yet",
        "Freeze the plan as it was agreed",
    ):
        assert words in page, words
    PlanItem.objects.filter(item__checklist="plan", item__letter="b").update(
        due_on=date(2011, 12, 1), owner=TeamMemberFactory(plan=plan, full_name="Ann Example")
    )
    PlanItem.objects.filter(item__checklist="plan", item__letter="c").update(
        due_on=date(2011, 12, 2), state="done", evidence="The map"
    )
    PlanFindingFactory(plan=plan, kind="unworkable", text="Funds cannot leave")
    GovernmentDecisionFactory(plan=plan, text="All but benefits")
    page = said(client.get(at("plan")))
    for words in ("1 of 10 done or not needed, 1 overdue", "Ann Example", "Funds cannot leave", "All but benefits"):
        assert words in page, words
    assert "Overdue: was due on 1 December 2011" in page
    assert "2 December 2011" not in page
    assert "Record a decision" not in page


def test_who_only_reads_a_plan_is_offered_nothing_to_change_and_who_decides_is(plan, secretary):
    partner = said(signed_in(person(Role.PARTNER)).get(at("plan")))
    for words in ("Change the summary", "Add a milestone", "Record a finding", "Freeze the plan"):
        assert words not in partner, words
    assert "Record a decision of Government" in said(signed_in(secretary).get(at("plan")))


def test_the_page_asks_the_database_as_often_for_much_as_for_little(
    plan, client, django_assert_max_num_queries, django_assert_num_queries
):
    MilestoneSlipFactory(milestone=MilestoneFactory(plan=plan))
    client.get(at("plan"))
    with django_assert_max_num_queries(30) as few:
        client.get(at("plan"))
    for item in PlanItem.objects.all():
        ItemNoteFactory(item=item)
        item.owner = TeamMemberFactory(plan=plan)
        item.save()
    for number in range(1, 6):
        MilestoneSlipFactory(milestone=MilestoneFactory(plan=plan))
        PlanFindingFactory(plan=plan)
        GovernmentDecisionFactory(plan=plan)
        PlanVersionFactory(plan=plan, number=number)
    with django_assert_num_queries(len(few)):
        client.get(at("plan"))


def test_the_terms_of_a_plan_are_changed_by_version(plan, client):
    terms = {
        "version": 1,
        "summary": "One budget",
        "first_year": "2012",
        "last_year": "2015",
        "discount_rate": "3.5",
        "discount_source": "Green Book",
    }
    assert 'value="3.5"' in said(client.get(at("change_plan")))
    assert client.post(at("change_plan"), terms).status_code == 302
    assert OperationalPlan.objects.get().discount_rate == 350
    assert "One budget" in said(client.get(at("plan")))
    assert "What you wrote" in said(client.post(at("change_plan"), {**terms, "summary": "Late"}), 409)
    wrong = {**terms, "version": 2, "last_year": "2011", "discount_rate": "21"}
    assert "Discount rate, per cent a year must be 20 or less" in said(client.post(at("change_plan"), wrong), 422)
    late = said(client.post(at("change_plan"), {**terms, "version": 2, "last_year": "2011"}), 422)
    assert "The last financial year must begin in 2012" in late


def test_an_item_is_worked_through_with_its_notes(plan, client):
    ann = TeamMemberFactory(plan=plan, full_name="Ann Example")
    where = ("plan", "d")
    change = {"version": 1, "state": "done", "owner": ann.pk, **day("due_on", date(2011, 12, 1))}
    assert "Enter what shows that it is done" in said(client.post(at("change_item", *where), change), 422)
    change |= {"evidence": "Forty interviews", "evidence_link": "https://example.org/interviews"}
    assert client.post(at("change_item", *where), change)["Location"] == at("item", *where)
    assert "Enter your note" in said(client.post(at("add_item_note", *where), {"text": " "}), 422)
    assert client.post(at("add_item_note", *where), {"text": "Two more to come"}).status_code == 302
    page = said(client.get(at("item", *where)))
    for words in ("Forty interviews", "https://example.org/interviews", "Ann Example", "Two more to come", "Done"):
        assert words in page, words
    assert "Forty interviews" in said(client.post(at("change_item", *where), {**change, "evidence": "Fifty"}), 409)
    assert client.get(at("item", "plan", "z")).status_code == 404
    assert client.get(at("add_item_note", *where)).status_code == 405
    assert ItemNote.objects.count() == 1


def test_a_milestone_moves_with_a_reason_on_its_page_and_one_of_the_paper_keeps_its_name(plan, client):
    def address(name, *more):
        return at(name, "milestones", *more)

    own = {"title": "Budget mapped", **day("due_on", date(2012, 1, 31)), "after": ""}
    assert client.post(address("add_part"), own)["Location"] == f"{at('plan')}#milestones"
    row = Milestone.objects.get(key="")
    moved = {**own, "version": 1, **day("due_on", date(2012, 2, 29))}
    assert "Enter why the day moves" in said(client.post(address("change_part", row.pk), moved), 422)
    moved["reason"] = "Two services answered late"
    assert client.post(address("change_part", row.pk), moved).status_code == 302
    assert "Two services answered late" in said(client.get(at("plan")))
    paper = Milestone.objects.get(key="review")
    form = said(client.get(address("change_part", paper.pk)))
    assert 'name="title"' not in form
    early = {"version": 1, **day("due_on", date(2012, 1, 1)), "reason": "Sooner"}
    assert "this comes after “Operational plan developed”" in said(
        client.post(address("change_part", paper.pk), early), 422
    )
    assert "cannot be removed" in said(client.post(address("remove_part", paper.pk), {"version": 1}), 422)


def test_what_was_agreed_is_frozen_as_it_was_seen_and_says_what_differs_now(plan, client):
    form = said(client.get(at("agree_version")))
    seen = form.split('name="seen"')[1].split('value="')[1].split('"')[0] if 'name="seen"' in form else ""
    assert len(seen) == 64
    terms = {**day("agreed_on", date(2012, 3, 30)), "agreed_with": "The partners", "seen": seen}
    assert "Enter who agreed it" in said(client.post(at("agree_version"), {**terms, "agreed_with": ""}), 422)
    assert client.post(at("agree_version"), terms)["Location"] == f"{at('plan')}#versions"
    assert "The plan says what it said then" in said(client.get(at("version", 1)))
    PlanGapFactory(plan=plan, subject="Sharing data")
    assert "nothing was frozen" in said(client.post(at("agree_version"), terms), 409)
    assert PlanVersion.objects.count() == 1
    page = said(client.get(at("version", 1)))
    assert "Changed or new since" in page
    assert "Sharing data" not in page
    assert client.get(at("version", 2)).status_code == 404


def test_a_version_tells_of_requests_only_those_that_the_reader_may_read(plan, client, secretary):
    barrier = PlanBarrierFactory(plan=plan, entry__issue="A secret of elsewhere")
    terms = {**day("agreed_on", date(2012, 3, 30)), "agreed_with": "The partners"}
    assert client.post(at("agree_version"), terms).status_code == 302
    whitehall, place = said(signed_in(secretary).get(at("version", 1))), said(client.get(at("version", 1)))
    assert barrier.entry.issue in whitehall
    assert "A secret of elsewhere" not in place
    assert barrier.entry.reference not in place
    barrier.delete()
    assert "Barriers" in said(signed_in(secretary).get(at("version", 1)))
    assert "Barriers" not in said(client.get(at("version", 1)))
