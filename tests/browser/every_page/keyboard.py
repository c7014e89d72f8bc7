"""Walking a page with the Tab key alone."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page as Tab

from tests.browser.every_page.visits import WIDE
from tests.browser.pages import widen

# Numbers what the keyboard must reach, in the order of the document, and remembers what each looks like without
# focus; then notes where the focus goes, and what looks different there.
PREPARE = """() => {
    const parts = e => [e, ...(e.labels || []), ...(e instanceof SVGElement ? e.querySelectorAll("*") : [])]
    const look = e => parts(e).flatMap(part => ["", "::before"].map(pseudo => {
        const style = getComputedStyle(part, pseudo)
        const line = (width, ...rest) => width === "0px" || rest.includes("none") ? "" : [width, ...rest].join()
        return [line(style.outlineWidth, style.outlineStyle, style.outlineColor), style.boxShadow,
            line(style.borderBottomWidth, style.borderBottomStyle, style.borderBottomColor),
            line(style.strokeWidth, style.stroke), style.fill, style.backgroundColor].join()
    })).join()
    const reachable = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
    const group = e => e.type === "radio" && [...e.form.elements].filter(other => other.name === e.name)
    const all = [...document.querySelectorAll(reachable)].filter(e => {
        if (e.disabled || !e.getClientRects().length || !e.checkVisibility({visibilityProperty: true})) return false
        const radios = group(e)
        if (!radios) return true
        return radios.some(r => r.checked) ? e.checked : e === radios[0]
    })
    // An error summary has taken the focus: the walk begins at the top of the page all the same.
    const top = document.createElement("span")
    top.tabIndex = -1
    document.body.prepend(top)
    top.focus()
    window.walk = {wanted: all, looks: all.map(look), went: [], unseen: []}
    document.addEventListener("focusin", event => {
        const number = all.indexOf(event.target)
        walk.went.push(number)
        if (number >= 0 && look(event.target) === walk.looks[number]) walk.unseen.push(number)
    })
    return all.length
}"""
RESULT = """() => {
    const shown = e => e.outerHTML.slice(0, 120)
    return {
        wanted: walk.wanted.map(shown), went: walk.went,
        unseen: walk.unseen.map(number => shown(walk.wanted[number])),
        strays: walk.went.length - walk.went.filter(number => number >= 0).length,
    }
}"""


def faults_of_walk(tab: Tab) -> list[str]:
    """Tab reaches all there is to use, once each, in the order of the document, and shows where it is."""
    widen(tab, WIDE)
    count = tab.evaluate(PREPARE)
    for _ in range(count):
        tab.keyboard.press("Tab")
    found: dict[str, Any] = tab.evaluate(RESULT)
    faults = [f"focus is not seen on {element}" for element in found["unseen"]]
    if found["went"] != list(range(count)):
        missed = [found["wanted"][number] for number in range(count) if number not in found["went"]]
        faults.append(f"Tab goes {found['went']} of {count}; it does not reach {missed[:5]}")
    return faults


def faults_of_skip_link(tab: Tab) -> list[str]:
    """The first press of Tab offers the way past the navigation; it leads to the main part."""
    tab.keyboard.press("Tab")
    if tab.evaluate("document.activeElement.className") != "govuk-skip-link":
        return ["the first thing that Tab reaches is not the skip link"]
    if not tab.evaluate("document.activeElement.getBoundingClientRect().width > 50"):
        return ["the skip link cannot be seen"]
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    inside = "document.activeElement.closest('main, footer') !== null || document.activeElement === document.body"
    return [] if tab.evaluate(inside) else ["the skip link does not lead past the navigation"]
