"""Every page in use and in another of its states, and every role in every state, at three widths."""

from __future__ import annotations

import pytest

from cbtracker.accounts.permissions import Role
from tests.browser.every_page.choice import Case, axe_widths, chosen_cases, grouped
from tests.browser.every_page.keyboard import faults_of_skip_link, faults_of_walk
from tests.browser.every_page.page import FULL, STRANGER
from tests.browser.every_page.plain import faults_on_paper, faults_without_javascript
from tests.browser.every_page.table import PAGES
from tests.browser.every_page.visits import faults_of_case, go
from tests.browser.pages import WIDTHS, faults_at

pytestmark = pytest.mark.django_db(transaction=True)
CASES = chosen_cases()
WALKED = (
    "home",
    "requests:list",
    "requests:detail",
    "requests:position",
    "areas:map",
    "places:place",
    "papers:draft",
    "rollout:timeline",
    "workstrands:plan",
    "workstrands:team",
    "workstrands:analysis",
    "workstrands:budget",
    "account_login",
)
PRINTED = (
    "requests:list",
    "requests:detail",
    "places:place",
    "papers:requests",
    "papers:place_sheet",
    "papers:rendition",
    "rollout:timeline",
)
SECRETARIAT = Role.SECRETARIAT.value


def full(names: tuple[str, ...]) -> list[Case]:
    """The pages of these names in a register in use, as the secretariat or a stranger reads them."""
    pages = [page for page in PAGES if str(page) in names]
    return [Case(page, "full", STRANGER if STRANGER in page.readers() else SECRETARIAT) for page in pages]


@pytest.mark.parametrize(("world", "role", "cases"), grouped(CASES), indirect=["world"])
def test_every_page_is_sound_in_the_states_chosen_for_it(world, role, cases, as_role):
    tab, faults = as_role(role), []
    for case in cases:
        faults += faults_of_case(tab, case, world, axe_widths(case))
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(("world", "role", "cases"), grouped(CASES, FULL, "full"), indirect=["world"])
def test_every_page_answers_without_javascript_and_its_forms_can_be_sent(world, role, cases, as_role):
    tab, faults = as_role(role, javascript=False), []
    for case in cases:
        faults += faults_without_javascript(tab, case, world)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(("world", "role", "cases"), grouped(full(WALKED)), indirect=["world"])
def test_a_page_of_each_layout_is_walked_with_the_keyboard(world, role, cases, as_role):
    tab, faults = as_role(role), []
    for case in cases:
        faults += go(tab, case, world) + [f"{case}: {fault}" for fault in faults_of_walk(tab)]
        faults += go(tab, case, world) + [f"{case}: {fault}" for fault in faults_of_skip_link(tab)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(("world", "role", "cases"), grouped(full(PRINTED)), indirect=["world"])
def test_what_is_printed_leaves_the_navigation_out(world, role, cases, as_role):
    tab, faults = as_role(role), []
    for case in cases:
        faults += go(tab, case, world) + [f"{case}: {fault}" for fault in faults_on_paper(tab)]
    assert not faults, "\n".join(faults)


TRAP = """() => {
    const trap = document.querySelector("main input:not([type=hidden])")
    trap.addEventListener("keydown", event => event.key === "Tab" && event.preventDefault())
}"""
UNSEEN = """() => {
    const sheet = new CSSStyleSheet()
    const looks = "outline: 0; box-shadow: none; background: none; border-width: 0; border-color: red; stroke: red"
    sheet.replaceSync(`*, *::before { ${looks.replaceAll(";", " !important;")} !important }`)
    document.adoptedStyleSheets = [sheet]
}"""


@pytest.mark.parametrize(("world", "role", "cases"), grouped(full(("requests:list",))), indirect=["world"])
def test_a_trap_a_focus_nobody_sees_and_what_is_wrong_on_a_page_are_noticed(world, role, cases, as_role):
    """The negative controls."""
    tab, case = as_role(role), cases[0]
    go(tab, case, world)
    tab.evaluate(TRAP)
    assert any("does not reach" in fault for fault in faults_of_walk(tab))
    go(tab, case, world)
    tab.evaluate(UNSEEN)
    assert any("not seen" in fault for fault in faults_of_walk(tab))
    go(tab, case, world)
    added = f"<img src=x.png><p id=pale>Pale</p><input id=unlabelled><pre>{'m' * 400}</pre>"
    tab.evaluate("html => document.querySelector('main').insertAdjacentHTML('beforeend', html)", added)
    tab.evaluate("document.getElementById('pale').style.color = '#bbb'")
    faults = faults_at(tab)
    for width in WIDTHS:
        for part in ("sideways", "image-alt", "color-contrast", "no label", "label: Form elements"):
            assert any(fault.startswith(f"{width} px: ") and part in fault for fault in faults), (width, part, faults)
