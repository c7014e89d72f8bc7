"""A plan is worked through its checklist, agreed and read, by an officer and by a member of the community alike.

With JavaScript and without it (F003 ¶7, Annexes A to C).
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from areas.models import Authority
from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Role
from cbtracker.web.formats import LONDON
from rollout.workstrands.models import Milestone, OperationalPlan, PlanItem, StrandPlace, TeamMember
from rollout.workstrands.services.beginning import begin_plan
from tests.browser.pages import check_where_scripts_run
from tests.factories.duties import AuthorityMembershipFactory
from tests.factories.neighbourhoods import NeighbourhoodMembershipFactory
from tests.factories.people import person
from tests.factories.workstrand_plans import BudgetLineFactory, TeamMemberFactory
from tests.factories.workstrands import StrandPlaceFactory, WorkstrandFactory
from tests.reference import reference_data

pytestmark = pytest.mark.django_db(transaction=True)
PLAN = "/workstrands/places/castle-ward/"
MILESTONE = "Operational plan developed"


def press(page: Page, name: str) -> None:
    """Press the button of this name."""
    page.get_by_role("button", name=name, exact=True).click()


def fill_day(page: Page, field: str, day: date) -> None:
    """Type `day` into the three boxes of a field."""
    group = page.get_by_role("group", name=field)
    for part, typed in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(part, exact=True).fill(str(typed))


def a_neighbourhood_with_a_plan() -> OperationalPlan:
    """Castle Ward in Devon, selected, with all that F003 asks of its plan, a team and two lines of budget."""
    reference_data()
    place = StrandPlaceFactory(
        of_neighbourhood=True,
        strand=WorkstrandFactory(number=3),
        authority=Authority.objects.get(slug="devon"),
        name="Castle Ward",
        slug="castle-ward",
    )
    plan = begin_plan(place=place, by=person(Role.SECRETARIAT), now=datetime(2011, 10, 1, tzinfo=UTC))
    TeamMemberFactory(plan=plan, full_name="Ada Neighbour")
    BudgetLineFactory(plan=plan, body="Castle Ward Trust", amount_pence=123_456)
    BudgetLineFactory(plan=plan, body="Devon Police", amount_pence=None)
    return plan


def somebody_of(place: StrandPlace, role: Role) -> User:
    """An officer of the authority, or a member of the community."""
    user = person(role, full_name="Sam Planner")
    if role is Role.OFFICER:
        AuthorityMembershipFactory(user=user, authority=place.authority)
    else:
        NeighbourhoodMembershipFactory(user=user, neighbourhood=place.neighbourhood)
    return user


def work_an_item(page: Page) -> None:
    """Say how far the first item has come; what is done needs evidence; then a note."""
    page.goto(PLAN)
    page.locator(".govuk-task-list__link").first.click()
    press(page, "Change this item")
    page.get_by_label("Done", exact=True).check()
    page.get_by_label("Who sees to it").select_option(label=str(TeamMember.objects.get()))
    fill_day(page, "Due on", date(2011, 12, 1))
    press(page, "Save")
    evidence = page.get_by_label("What shows that it is done, or why it is not needed")
    expect(page.get_by_role("alert").get_by_role("link")).to_be_visible()
    check_where_scripts_run(page)
    evidence.fill("The map of all services")
    press(page, "Save")
    expect(page.get_by_text("The item is saved")).to_be_visible()
    page.get_by_label("Your note").fill("Residents drew it")
    press(page, "Add the note")
    expect(page.get_by_text("The note is added")).to_be_visible()
    expect(page.get_by_text("Residents drew it")).to_be_visible()
    check_where_scripts_run(page)


def move_a_milestone(page: Page) -> None:
    """Without a reason the day stays; with one the move is kept."""
    page.goto(PLAN)
    page.get_by_role("link", name=f"Change {MILESTONE}", exact=True).click()
    fill_day(page, "Due on", date(2012, 1, 31))
    press(page, "Save")
    expect(page.get_by_role("alert").get_by_text("Enter why the day moves")).to_be_visible()
    page.get_by_label("Why the day moves").fill("The figures came late")
    press(page, "Save")
    moved = page.get_by_text("From 31 December 2011 to 31 January 2012: The figures came late")
    expect(moved).to_be_visible()


def add_a_gap(page: Page) -> None:
    """From how it is to how it is to be."""
    page.get_by_role("link", name="Open gaps").click()
    page.get_by_role("link", name="Add a gap").click()
    for label, typed in (
        ("What this is about", "Sharing data"),
        ("How it is", "Each keeps its own"),
        ("How it is to be", "One record"),
        ("What is required to get there", "An agreement"),
    ):
        page.get_by_label(label, exact=True).fill(typed)
    press(page, "Save")
    expect(page.get_by_text("The gap is added")).to_be_visible()
    expect(page.get_by_text("Sharing data").first).to_be_visible()


def agree_and_read(page: Page) -> None:
    """Freeze what the plan says, and read it as a paper."""
    page.goto(PLAN)
    page.get_by_role("link", name="Freeze the plan as it was agreed").click()
    fill_day(page, "Agreed on", timezone.localdate(timezone=LONDON))
    page.get_by_label("Who agreed it").fill("The council and the trust")
    press(page, "Freeze the plan")
    expect(page.get_by_text("The plan is frozen as it was agreed")).to_be_visible()
    check_where_scripts_run(page)
    page.get_by_role("link", name="Version 1", exact=True).click()
    expect(page.get_by_text("The plan says what it said then")).to_be_visible()
    page.get_by_role("link", name="Read or download this version as a paper").click()
    for said in ("The map of all services", "Sharing data", "The figures came late"):
        expect(page.get_by_text(said).first).to_be_visible()
    check_where_scripts_run(page)


def taken(page: Page, kind: str) -> bytes:
    """The budget as a file."""
    with page.expect_download() as download:
        page.get_by_role("link", name=kind, exact=True).click()
    return Path(download.value.path()).read_bytes()


def take_the_budget_away(page: Page) -> None:
    """Both files have both lines; the amount that is not known is blank."""
    page.goto(f"{PLAN}budget/")
    lines = [line for line in taken(page, "CSV").decode("utf-8-sig").splitlines() if line]
    assert [line.split(",")[0] for line in lines] == ["body", "Castle Ward Trust", "Devon Police"]
    rows: Any = openpyxl.load_workbook(BytesIO(taken(page, "XLSX"))).worksheets[0].iter_rows(values_only=True)
    heading, *said = rows
    amount = heading.index("amount")
    assert [(row[0], row[amount] or "") for row in said] == [("Castle Ward Trust", "1234.56"), ("Devon Police", "")]


@pytest.mark.parametrize(
    ("role", "javascript"),
    [(Role.OFFICER, True), (Role.COMMUNITY, False)],
    ids=["officer, script", "community, no-script"],
)
def test_a_plan_is_worked_through_its_checklist_and_agreed(page_of, role, javascript):
    plan = a_neighbourhood_with_a_plan()
    page = page_of(somebody_of(plan.place, role), javascript=javascript)
    work_an_item(page)
    move_a_milestone(page)
    add_a_gap(page)
    agree_and_read(page)
    take_the_budget_away(page)
    item = PlanItem.objects.exclude(owner=None).get()
    assert (item.item.letter, item.state, item.due_on) == ("a", PlanItem.State.DONE, date(2011, 12, 1))
    assert str(item.notes.get().by) == "Sam Planner"
    assert Milestone.objects.get(title=MILESTONE).due_on == date(2012, 1, 31)
    assert plan.versions.get().agreed_with == "The council and the trust"
