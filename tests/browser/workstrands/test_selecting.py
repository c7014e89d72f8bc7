"""Assessors judge, the secretariat selects two places, and a third is refused, in a browser (F003 Annex B ¶4)."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from areas.models import Authority
from cbtracker.accounts.permissions import Role
from rollout.workstrands.models import Judgement, OperationalPlan, StrandPlace
from tests.browser.pages import check_page, each
from tests.factories.selections import assessor_of, submitted
from tests.reference import reference_data

pytestmark = pytest.mark.django_db(transaction=True)
CRITERIA = 2
NAMES = ("Devon", "Essex", "Kent")
HELD = "Both places of workstrand 4 are held: Devon"
MEND = "End one of them with a reason before you select another"


def judge(page: Page, name: str) -> None:
    """Open the form of `name` and judge by each criterion, with a reason for the first only."""
    page.goto("/workstrands/4/judgements/")
    page.get_by_role("link", name=f"Judge {name}", exact=True).click()
    for verdict in each(page.get_by_label("Meets it", exact=True), CRITERIA):
        verdict.check()
    page.get_by_label("Reason", exact=True).first.fill(f"{name} is one authority")
    page.get_by_role("button", name="Save", exact=True).click()


def give_all_reasons(page: Page) -> None:
    """Give what the page asks for after `judge`."""
    expect(page.get_by_role("alert").get_by_text("Enter the reason for your judgement").first).to_be_visible()
    for reason in each(page.get_by_label("Reason", exact=True), CRITERIA)[1:]:
        reason.fill("Health and police share its boundary")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Your judgement is saved")).to_be_visible()


def select(page: Page, name: str, *, full: int = 0) -> None:
    """The secretariat selects, with a reason; the day is today."""
    page.goto("/workstrands/4/judgements/")
    page.get_by_role("link", name=f"Select {name}", exact=True).click()
    page.get_by_label("Reason").fill(f"The boundary of {name} is clear")
    expect(page.get_by_text("Both places are held. End the part of one")).to_have_count(full)
    page.get_by_role("button", name="Select", exact=True).click()


def replace(page: Page, gone: str, new: str) -> None:
    """From the refusal one ends with a reason, and another takes its slot; the history shows both."""
    page.get_by_role("link", name=f"End its part ({gone})", exact=True).click()
    page.get_by_label("Reason").fill("The council decided to stop")
    page.get_by_role("button", name="Save", exact=True).click()
    select(page, new)
    expect(page.get_by_text("Its operational plan has begun")).to_be_visible()
    page.goto("/workstrands/4/")
    told = page.get_by_text(re.compile("(was selected|^The part of)"))
    expect(told).to_have_text(
        [
            *(f"{gone} was selected", "Essex was selected"),
            *(f"The part of {gone} ended", f"{new} was selected, in the place of {gone}"),
        ]
    )


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no javascript"])
def test_assessors_judge_two_places_are_selected_and_a_third_is_refused(page_of, javascript):
    reference_data()
    for name in NAMES:
        submitted(4, Authority.objects.get(short_name=name))
    assessor = page_of(assessor_of(4, "vcs").user, javascript=javascript)
    for name in NAMES:
        judge(assessor, name)
        if javascript and name == NAMES[0]:  # axe waits for ever where the page runs no script
            check_page(assessor)
        give_all_reasons(assessor)
    assert Judgement.objects.filter(verdict="meets").exclude(reason="").values("outline").distinct().count() == 3
    secretary = page_of(Role.SECRETARIAT, javascript=javascript)
    for name in NAMES[:2]:
        select(secretary, name)
        expect(secretary.get_by_text("Its operational plan has begun")).to_be_visible()
    if javascript:
        secretary.goto("/workstrands/4/judgements/")
        check_page(secretary)
    select(secretary, NAMES[2], full=1)
    refused = secretary.get_by_role("alert")
    for said in (HELD, "and Essex", MEND):
        expect(refused.filter(has_text=said)).to_be_visible()
    expect(secretary.get_by_label("Reason")).to_have_value("The boundary of Kent is clear")
    if javascript:
        check_page(secretary)
    assert sorted(StrandPlace.objects.values_list("name", flat=True)) == ["Devon", "Essex"]
    assert OperationalPlan.objects.filter(items__isnull=False).distinct().count() == 2
    replace(secretary, "Devon", "Kent")
    if javascript:
        check_page(secretary)
    taken = StrandPlace.objects.filter(ended_on__isnull=True)
    assert sorted(taken.values_list("name", flat=True)) == ["Essex", "Kent"]
