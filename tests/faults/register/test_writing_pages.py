"""Every page that changes requests, empty, full, wrong, long and in conflict: accessible at three widths."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from requests_log.models import Audience, LoggedRequest
from requests_log.services import Words, link_related, mark_addressed, state_position, triage
from requests_log.services.naming import DepartmentsNamed
from requests_log.services.positions import position_version
from tests.browser.pages import WIDTHS, check_page
from tests.integration.requests_log.world import NOON, World, accepted, make_world, raised

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "Enabling the drugs and alcohol budgets of all partners to be used as one, without the conditions " * 12
UNBROKEN = "Donaudampfschifffahrtsgesellschaft" * 8


@pytest.fixture
def world(transactional_db) -> World:
    return make_world()


def state(world: World, entry: LoggedRequest, text: str, *, department=None, now=None, **more) -> None:
    entry = LoggedRequest.objects.get(pk=entry.pk)
    state_position(
        entry,
        by=world.people["secretariat"],
        expected_version=position_version(entry, department),
        words=Words(text=text, **more),
        department=department,
        now=now or NOON + timedelta(days=1),
    )


def full(world: World) -> LoggedRequest:
    """A request of two departments with everything that a page can show."""
    entry = accepted(world, world.dfe, world.moj, issue=LONG)
    state(world, entry, "It is being looked into", confidence="at_risk")
    state(world, entry, f"{LONG}\n\n{UNBROKEN}", department=world.dfe, next_step="Write to leaders")
    state(world, entry, "Not for areas", department=world.moj, audience=Audience.WHITEHALL)
    return LoggedRequest.objects.get(pk=entry.pk)


def test_the_queue(world, page_of, console):
    page = page_of(world.people["champion"])
    page.goto("/requests/yours/")
    check_page(page)
    full(world)
    for number in range(27):
        accepted(world, issue=f"Need {number}: {UNBROKEN if number == 3 else 'pool the budgets'}")
    late = accepted(world, issue="Fresh and on time")
    state(world, late, "On its way", confidence="on_track", now=timezone.now())
    page.goto("/requests/yours/")
    check_page(page)
    page.goto("/requests/yours/?show=at-risk")
    check_page(page)
    assert console == []


def test_a_position(world, page_of, console):
    entry = accepted(world)
    page = page_of(world.people["champion"])
    page.goto(f"/requests/{entry.reference}/position/")
    check_page(page)
    page.goto(f"/requests/{full(world).reference}/position/")
    check_page(page)
    page.get_by_label("Where it stands").fill("")
    page.locator("summary").click()
    page.get_by_label("Day").first.fill("31")
    page.get_by_label("Who issued it").first.fill("DfE")
    page.get_by_role("button", name="Save", exact=True).click()
    check_page(page)
    secretariat = page_of(world.people["secretariat"])
    secretariat.goto("/requests/CB-0002/position/?for=MoJ")
    check_page(secretariat)
    assert [fault for fault in console if "422" not in fault] == []


def test_a_conflict_and_words_that_come_too_late(world, page_of):
    entry = full(world)
    page = page_of(world.people["champion"])
    page.goto(f"/requests/{entry.reference}/position/")
    page.get_by_label("Where it stands").fill(LONG.replace("alcohol", "gambling") + "\n\nAnd more of it")
    page.get_by_label("Off track").check()
    state(world, entry, LONG.replace("conditions", "rules"), department=world.dfe, now=timezone.now())
    page.get_by_role("button", name="Save", exact=True).click()
    check_page(page, axe_at=WIDTHS)
    current = LoggedRequest.objects.get(pk=entry.pk)
    by = world.people["secretariat"]
    mark_addressed(current, by=by, expected_version=current.shared_version, outcome="agreed", text="Done")
    page.get_by_role("button", name="Save what I wrote").click()
    check_page(page, axe_at=WIDTHS)


def test_triage_and_what_waits(world, page_of):
    page = page_of(world.people["secretariat"])
    page.goto("/requests/untriaged/")
    check_page(page)
    entry = raised(world, issue=LONG, detail=f"{LONG}\n\n{UNBROKEN}")
    raised(world)
    page.goto("/requests/untriaged/")
    check_page(page)
    page.goto(f"/requests/{entry.reference}/triage/")
    check_page(page)
    page.get_by_label("Areas", exact=False).first.fill("Atlantis, Swindom")
    page.get_by_label("Political").check()
    page.get_by_role("button", name="Save", exact=True).click()
    check_page(page)
    page.goto(f"/requests/{entry.reference}/triage/")
    page.get_by_label("Departments, the lead first").fill("DfE")
    page.get_by_label("After April").check()
    current = LoggedRequest.objects.get(pk=entry.pk)
    named = DepartmentsNamed("named", (world.moj,))
    triage(current, by=world.people["secretariat"], expected_version=1, departments=named, timescale="by_date")
    page.get_by_role("button", name="Save", exact=True).click()
    check_page(page)


def test_what_ends_ties_and_opens_requests(world, page_of):
    entry, other = full(world), accepted(world, issue=LONG)
    link_related(entry, by=world.people["secretariat"], to=other)
    page = page_of(world.people["secretariat"])
    for route in ("outcome", "freedom", "withdraw", "duplicate", "links", "next-step"):
        page.goto(f"/requests/{entry.reference}/{route}/")
        check_page(page)
    page.goto(f"/requests/{entry.reference}/outcome/")
    page.get_by_label("Outcome", exact=True).fill("")
    page.get_by_role("button", name="Mark as addressed").click()
    check_page(page)
    current = LoggedRequest.objects.get(pk=entry.pk)
    by = world.people["secretariat"]
    mark_addressed(current, by=by, expected_version=current.shared_version, outcome="agreed", text="Done")
    page.goto(f"/requests/{entry.reference}/reopen/")
    check_page(page)
    officer = page_of(world.people["officer"])
    for route in ("reply", "persists"):
        officer.goto(f"/requests/{entry.reference}/{route}/")
        check_page(officer)


def test_raising_a_request(world, page_of, console):
    ended = accepted(world, issue="Pool the drugs budget")
    by = world.people["secretariat"]
    mark_addressed(
        ended,
        by=by,
        expected_version=ended.shared_version,
        outcome="agreed",
        text="Yes",
        freedom="You may pool",
    )
    page = page_of(world.people["officer"])
    page.goto("/requests/raise/")
    check_page(page)
    page.get_by_role("button", name="Start now").click()
    check_page(page)
    page.get_by_role("button", name="Continue").click()
    check_page(page)
    page.get_by_label("What do you need").fill(f"Let us pool the drugs budget. {LONG} {UNBROKEN}")
    for _ in range(4):
        page.get_by_role("button", name="Continue").click()
        check_page(page)
        if page.get_by_label("I am not sure").count():
            page.get_by_label("I am not sure").check()
    page.get_by_label("No, I still need to raise it").check()
    page.get_by_role("button", name="Continue").click()
    check_page(page)
    page.goto("/requests/raise/")
    check_page(page)
    page.goto("/requests/raise/check/")
    page.get_by_role("button", name="Raise the request").click()
    check_page(page)
    page.goto("/requests/raise/answered/")
    check_page(page)
    assert [fault for fault in console if "422" not in fault] == []


def test_a_selection_and_its_reversal(world, page_of):
    one, two = full(world), accepted(world)
    page = page_of(world.people["secretariat"])
    page.goto("/requests/changes/")
    check_page(page)
    page.goto("/requests/bulk/")
    check_page(page)
    page.goto(f"/requests/bulk/?ref={one.reference}&ref={two.reference}")
    check_page(page)
    page.get_by_role("button", name="See what would change").click()
    check_page(page)
    page.get_by_label("After April").check()
    page.get_by_label("Reason for the change").fill("The group decided so")
    page.get_by_role("button", name="See what would change").click()
    check_page(page)
    page.get_by_role("button", name="Change 2 requests").click()
    check_page(page)
    page.goto("/requests/changes/")
    check_page(page)
    page.locator("tbody a").first.click()
    page.get_by_role("link", name="Reverse it as a whole").click()
    check_page(page)
