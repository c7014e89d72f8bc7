"""Pages on paper and without JavaScript."""

from __future__ import annotations

from playwright.sync_api import Page as Tab

from tests.browser.every_page.choice import Case
from tests.browser.every_page.visits import go
from tests.browser.pages import faults_of_page
from tests.conventions.matrix.world import World

FORMS = """() => [...document.querySelectorAll("form")].map(form => ({
    what: form.outerHTML.slice(0, 120),
    sends: [...form.elements].some(e => ["submit", "image"].includes(e.type) && e.getClientRects().length > 0),
    protected: form.method !== "post" || Boolean(form.elements.csrfmiddlewaretoken),
    nameless: [...form.elements].filter(e => !["submit", "fieldset", "button"].includes(e.type) && !e.name)
        .map(e => e.outerHTML.slice(0, 120)),
    here: new URL(form.action, location.href).origin === location.origin,
}))"""
HIDDEN_ON_PAPER = (
    ".govuk-service-navigation, .moj-sub-navigation, .govuk-skip-link, .cb-account, .govuk-breadcrumbs, "
    ".govuk-back-link, .cb-filters__side, .govuk-button"
)


def faults_without_javascript(tab: Tab, case: Case, world: World) -> list[str]:
    """The page answers, is whole, and every form on it can be sent; `tab` has no JavaScript.

    Not asked by axe, which waits for timers that stand still without scripts.
    """
    faults = go(tab, case, world) or faults_of_page(tab)
    for form in tab.evaluate(FORMS):
        if not (form["sends"] and form["protected"] and form["here"]) or form["nameless"]:
            faults.append(f"the form cannot be sent: {form}")
    return [f"{case}, without JavaScript: {fault}" for fault in faults]


def faults_on_paper(tab: Tab) -> list[str]:
    """Printed, the page keeps its heading and leaves the way around the product out."""
    tab.emulate_media(media="print")
    seen = "e => e.filter(one => one.getClientRects().length).map(one => one.outerHTML.slice(0, 120))"
    faults = [f"printed: {element}" for element in tab.locator(HIDDEN_ON_PAPER).evaluate_all(seen)]
    if not tab.locator("h1").first.is_visible():
        faults.append("the heading is not printed")
    tab.emulate_media(media="screen")
    return faults
