"""Going to a page in one of its states, and what is asked of it there."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import Page as Tab

from tests.browser.every_page.choice import Case
from tests.browser.pages import WIDTHS, faults_at, faults_of_page, widen
from tests.conventions.matrix.test_matrix import FORM_AGAIN
from tests.conventions.matrix.world import World

WIDE = 1280
# Every field blank and nothing chosen, but for what `wrong` says; sent as it is, whatever the browser would say.
SEND = """([selector, wrong]) => {
    const form = document.querySelector(selector)
    const emptied = Object.keys(wrong).length === 0
    for (const control of form.elements) {
        if (control.name in wrong) control.value = wrong[control.name]
        else if (!emptied || control.type === "hidden") continue
        else if (["checkbox", "radio"].includes(control.type)) control.checked = false
        else if (!["submit", "button", "file"].includes(control.type)) control.value = ""
    }
    form.noValidate = true
    form.requestSubmit(form.querySelector("button[type=submit], button:not([type])"))
}"""
DOUBLE = "() => { document.documentElement.style.fontSize = '200%' }"


def go(tab: Tab, case: Case, world: World) -> list[str]:
    """Lead `tab` to the case's page in its state; what is wrong with the way there."""
    page, path = case.page, case.page.address(world, case.state, case.role)
    response = tab.goto(path)
    faults = []
    if not page.lands and urlsplit(tab.url).path != urlsplit(path).path:
        return [f"{path} leads to {tab.url}"]
    if case.state == "error" and page.wrong is not None:
        with tab.expect_navigation() as sent:
            tab.evaluate(SEND, [page.form, dict(page.wrong)])
        response = sent.value
        faults += faults_of_answer(tab, response.status if response else 0)
    elif response is not None and response.status not in {200, *FORM_AGAIN, *((404,) if case.state == "error" else ())}:
        faults.append(f"{path} answers {response.status}")
    return faults


def faults_of_answer(tab: Tab, status: int) -> list[str]:
    """A form sent wrongly is shown again, says so in its title, and leads to what is wrong."""
    faults = []
    if status not in {200, *FORM_AGAIN}:
        faults.append(f"the form sent wrongly answers {status}")
    if not tab.title().startswith("Error: "):
        faults.append(f"the form sent wrongly was taken: {tab.url}, {tab.title()}")
    return faults


def faults_of_case(tab: Tab, case: Case, world: World, axe_at: tuple[int, ...] = WIDTHS) -> list[str]:
    """All that is wrong with the case's page, at three widths and with the text twice as large."""
    faults = go(tab, case, world)
    if not faults:
        faults = faults_at(tab, name=f"{case.page} {case.state} {case.role}", axe_at=axe_at) + faults_of_large_text(tab)
    return [f"{case}: {fault}" for fault in faults]


def faults_of_large_text(tab: Tab) -> list[str]:
    """At 200% text (WCAG 1.4.4) the page still does not scroll sideways."""
    widen(tab, WIDE)
    tab.evaluate(DOUBLE)
    return [f"200% text: {fault}" for fault in faults_of_page(tab, inline=False) if "sideways" in fault]
