"""The operational plan of a selected place as a paper, in each format, for those who may read it (F003 ¶10)."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.test import Client

from areas.models import AuthorityMembership
from cbtracker.accounts.permissions import Role
from cbtracker.audit.models import AuditEvent
from rollout.workstrands.models import OperationalPlan
from rollout.workstrands.plan_data import budget_totals, plan_as_data
from tests.factories.people import person
from tests.factories.places import START, AuthorityFactory
from tests.factories.workstrand_plans import (
    AgencyAgreementFactory,
    BudgetLineFactory,
    ChainLinkFactory,
    GovernmentDecisionFactory,
    MilestoneSlipFactory,
    OptionYearFactory,
    OutcomeMeasureFactory,
    PlanBarrierFactory,
    PlanFindingFactory,
    PlanGapFactory,
    PlanItemFactory,
    PlanOutcomeFactory,
    PlanVersionFactory,
    SupportItemFactory,
    TeamMemberFactory,
)
from tests.factories.workstrands import OperationalPlanFactory, StrandPlaceFactory

pytestmark = pytest.mark.django_db
PAPER = "/workstrands/places/essex/paper/"


@pytest.fixture
def plan():
    place = StrandPlaceFactory(authority=AuthorityFactory(), name="Essex", slug="essex")
    return OperationalPlanFactory(place=place, summary="One budget for the county")


@pytest.fixture
def full(plan):
    PlanItemFactory(plan=plan)
    MilestoneSlipFactory(milestone__plan=plan)
    OutcomeMeasureFactory(outcome__plan=plan, baseline="12%")
    PlanOutcomeFactory(plan=plan, title="Fewer evictions")
    ChainLinkFactory(chain__plan=plan)
    OptionYearFactory(option__plan=plan, cost_pence=100_00, benefit_pence=None)
    PlanGapFactory(plan=plan)
    TeamMemberFactory(plan=plan, full_name="Ana Field", backfilled_by="An agency")
    AgencyAgreementFactory(plan=plan, body="The police")
    SupportItemFactory(plan=plan)
    PlanBarrierFactory(plan=plan, entry__issue="Rules on sharing data", raised_here=True)
    PlanBarrierFactory(plan=plan, entry__issue="Asked by another area")
    PlanFindingFactory(plan=plan, kind="unworkable", text="The rules cannot be met")
    GovernmentDecisionFactory(plan=plan)
    BudgetLineFactory(plan=plan, body="The council", kind="cash", year=2012, amount_pence=120_00)
    BudgetLineFactory(plan=plan, body="The council", kind="asset", year=2012, amount_pence=None)
    BudgetLineFactory(plan=plan, body="A trust", kind="cash", year=2013, amount_pence=30_00)
    return plan


def officer_of(plan: OperationalPlan) -> Client:
    user = person(Role.OFFICER)
    AuthorityMembership.objects.create(user=user, authority=plan.place.authority, from_on=START)
    client = Client()
    client.force_login(user)
    return client


def test_the_paper_says_all_that_the_plan_says_with_totals_worked_by_hand(full):
    page = officer_of(full).get(PAPER).content.decode()
    said = (
        *("One budget for the county", "Develop a shadow budget", "The figures came late", "12%", "Fewer evictions"),
        *("No measure yet", "A charity (Voluntary and community sector): Delivers it", "Ana Field", "The police"),
        *("An agency: Not yet known", "Rules on sharing data", "The approach is unworkable", "The rules cannot be met"),
        *("£150 and 1 amount not yet known", "Agreed in part", "commits nobody"),
        "−£100, and 5 amounts not yet known, at 3.5% a year",
    )
    assert [text for text in said if text not in page] == []


def test_an_empty_plan_makes_a_paper_that_says_what_is_missing(plan):
    page = officer_of(plan).get(PAPER).content.decode()
    assert "The budget has no lines yet." in page
    assert "Government has not decided yet." in page


@pytest.mark.parametrize(("format", "begins"), [("html", b"<!"), ("pdf", b"%PDF"), ("odt", b"PK"), ("docx", b"PK")])
def test_it_is_taken_as_a_file_which_is_on_record(full, format, begins):
    answer = officer_of(full).get(f"{PAPER}{format}/?marking=OFFICIAL-SENSITIVE")
    assert answer.status_code == 200
    assert answer.content.lstrip()[:4].upper().startswith(begins)
    if begins == b"PK":
        held = zipfile.ZipFile(io.BytesIO(answer.content))
        text = held.read("content.xml" if format == "odt" else "word/document.xml").decode()
        assert "One budget for the county" in text
    assert AuditEvent.objects.get(verb="papers.exported").data["marking"] == "OFFICIAL-SENSITIVE"


def test_the_paper_of_an_agreed_version_says_what_was_agreed_and_not_what_is_written_now(full):
    PlanVersionFactory(plan=full, data=plan_as_data(full), totals=budget_totals(full), agreed_with="The board")
    full.summary = "Written later"
    full.save()
    page = officer_of(full).get("/workstrands/places/essex/versions/1/paper/").content.decode()
    assert "One budget for the county" in page
    assert "Written later" not in page
    assert "Version 1, agreed on 30 March 2012 by The board" in page
    assert officer_of_nowhere().get(PAPER).status_code == 404


def test_the_paper_and_its_versions_tell_no_request_that_the_reader_does_not_see_on_the_plan(full):
    PlanVersionFactory(plan=full, data=plan_as_data(full), totals=budget_totals(full))
    papers = (PAPER, "/workstrands/places/essex/versions/1/paper/")
    for client, sees in ((officer_of(full), False), (of_the_secretariat(), True)):
        for address in papers:
            page = client.get(address).content.decode()
            assert "Rules on sharing data" in page
            assert ("Asked by another area" in page) is sees


def of_the_secretariat() -> Client:
    client = Client()
    client.force_login(person(Role.SECRETARIAT, email="secretary@example.org"))
    return client


def officer_of_nowhere() -> Client:
    client = Client()
    client.force_login(person(Role.OFFICER, email="elsewhere@example.org"))
    return client


def test_a_marking_that_cannot_be_printed_is_refused_at_its_field(plan):
    answer = officer_of(plan).get(f"{PAPER}?marking={'x' * 61}")
    assert answer.status_code == 422
    assert "Security marking must be 60 characters or fewer" in answer.content.decode()
