"""What every page must be, checked in a real browser: `check_page(page)` at three widths.

`tests/browser/every_page` has axe read every page at all three; the pages that a journey comes through are read by axe
at one of them in turn, and at all with EVERY_WIDTH=1 in the environment, as in `./run faults`.
With SCREENSHOTS=<folder> in the environment each checked page is also kept as a picture, to be looked at.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit
from zlib import crc32

import axe_playwright_python
from playwright.sync_api import Locator, Page, expect

WIDTHS = (320, 768, 1280)
HEIGHT = 900

FACTS = """() => ({
    title: document.title,
    lang: document.documentElement.lang,
    headings: [...document.querySelectorAll("h1")].map(h => h.innerText.trim()),
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    widest: [...document.querySelectorAll("body *")]
        .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
        .slice(0, 5).map(e => e.tagName.toLowerCase() + "." + e.className),
    unlabelled: [...document.querySelectorAll("input:not([type=hidden], [hidden]), select, textarea")]
        .filter(e => !e.labels.length && !e.getAttribute("aria-label") && !e.getAttribute("aria-labelledby"))
        .map(e => e.outerHTML.slice(0, 200)),
    inline: [...document.querySelectorAll("[style], style, script:not([src])")]
        .filter(e => !e.closest("svg")).map(e => e.outerHTML.slice(0, 200)),
})"""


AXE_SOURCE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
# axe keeps the parts of a colour in maps beside it, which took a third of its time: here they are kept in the colour.
PARTS_OF_A_COLOUR = re.compile(r"(?<=\()(?:\w+=new WeakMap,){6}\w+=new WeakSet,")
KEPT_IN_THE_COLOUR = """
var KeptInThing = class {
    part = Symbol()
    has(thing) { return this.part in thing }
    get(thing) { return thing[this.part] }
    set(thing, value) { thing[this.part] = value }
    add(thing) { thing[this.part] = true }
}
"""


def with_colours_that_keep_their_parts(source: str) -> str:
    """axe's source, with the seven maps of its colours replaced; what it says is the same."""
    quicker, found = PARTS_OF_A_COLOUR.subn(lambda maps: re.sub(r"Weak(Map|Set)", "KeptInThing", maps[0]), source)
    assert found == 1, f"axe keeps its colours in another way: {found} places"
    return KEPT_IN_THE_COLOUR + quicker


# Nearly half of axe's time went into reading the same few colours again for each element: now each is read once.
COLOURS_ARE_READ_ONCE = """
(() => {
    const Colour = axe.commons.color.Color, read = Colour.prototype.parseString, known = new Map()
    Colour.prototype.parseString = function (text) {
        if (!known.has(text)) known.set(text, new Colour(read.call(this, text)))  // what it cannot read, it throws
        const {r, g, b, alpha} = known.get(text)
        return Object.assign(this, {r, g, b, alpha})
    }
})()
"""
AXE = with_colours_that_keep_their_parts(AXE_SOURCE) + COLOURS_ARE_READ_ONCE
# Every rule runs; of what passes, axe need not make a report.
RUN_AXE = """async () => (await axe.run({resultTypes: ["violations"]})).violations.map(fault => ({
    what: `${fault.id}: ${fault.help}`,
    where: fault.nodes.slice(0, 3).map(node => node.html.slice(0, 160)),
}))"""


def faults_of_accessibility(page: Page) -> list[str]:
    """What axe finds on `page`, each with the elements concerned; no rule is switched off."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)  # a page whose context did not bring it along
    return [f"{fault['what']} {fault['where']}" for fault in page.evaluate(RUN_AXE)]


def faults_of_page(page: Page, *, inline: bool = True) -> list[str]:
    """What is wrong with `page` as it stands; `inline` says whether inline styles and scripts are faults."""
    facts = page.evaluate(FACTS)
    faults = [f"no label: {element}" for element in facts["unlabelled"]]
    if inline:
        faults += [f"inline: {element}" for element in facts["inline"]]
    if len(facts["headings"]) != 1 or not facts["headings"][0]:
        faults.append(f"one h1 is wanted, found {facts['headings']}")
    if not facts["title"].removesuffix(" – cbtracker").removeprefix("Error: ").strip(" –"):
        faults.append("the title is empty")
    if facts["lang"] != "en":
        faults.append(f"lang is {facts['lang']!r}")
    if facts["overflow"] > 0:
        faults.append(f"the page scrolls sideways by {facts['overflow']} px: {facts['widest']}")
    return faults


# A script of ours gives a box that no longer fits its stop for the keyboard, a frame after the window has changed.
BOXES_HAVE_STOPS = """() => [...document.querySelectorAll(".cb-table")].every((box) =>
  (box.scrollWidth <= box.clientWidth && box.scrollHeight <= box.clientHeight) || box.hasAttribute("tabindex"))"""
LOOKS, BETWEEN_LOOKS_MS = 20, 25


def widen(page: Page, width: int) -> None:
    """Make the window `width` px wide, if it is not, and let the scripts of the page have seen it."""
    size = {"width": width, "height": HEIGHT}
    if page.viewport_size == size:
        return
    page.set_viewport_size(size)  # type: ignore[arg-type]
    for _ in range(LOOKS):
        if page.evaluate(BOXES_HAVE_STOPS):
            return
        page.wait_for_timeout(BETWEEN_LOOKS_MS)


def faults_at(
    page: Page, widths: tuple[int, ...] = WIDTHS, name: str = "", axe_at: tuple[int, ...] = WIDTHS
) -> list[str]:
    """All that is wrong with `page` at each of `widths` in px, axe at those of `axe_at`; `name` is the picture's."""
    page.wait_for_load_state()  # a click returns before the style sheet of the page it leads to is there
    wrong = []
    for width in widths:
        widen(page, width)
        # Scripts of ours set inline styles while they run; what the server sends is checked once, without them.
        found = faults_of_page(page, inline=False)
        if width in axe_at:
            found += faults_of_accessibility(page)
        wrong += [f"{width} px: {fault}" for fault in found]
        keep_picture(page, width, name)
    return wrong


_CHECKED: Counter[str] = Counter()


def width_in_turn(test: str, number: int) -> tuple[int, ...]:
    """Where axe reads page `number` of a journey: tests begin at different widths, and always at the same."""
    if os.environ.get("EVERY_WIDTH"):
        return WIDTHS
    return (WIDTHS[(crc32(test.encode()) + number) % len(WIDTHS)],)


def check_page(page: Page, widths: tuple[int, ...] = WIDTHS, *, axe_at: tuple[int, ...] = ()) -> None:
    """Fail with all that is wrong with `page`, at each of `widths` in px.

    axe reads it at those of `axe_at`: to be given for pages that `every_page` does not hold, else it is one in turn.
    """
    test = os.environ["PYTEST_CURRENT_TEST"]
    _CHECKED[test] += 1
    axe_at = axe_at or (width_in_turn(test, _CHECKED[test]) if len(widths) > 1 else widths)
    wrong = faults_at(page, widths, axe_at=axe_at)
    assert not wrong, f"{page.url}\n" + "\n".join(wrong)


def check_where_scripts_run(page: Page) -> None:
    """`check_page`, unless the page runs no script: axe would wait for ever for its timers."""
    page.wait_for_load_state()
    if page.locator("body.js-enabled").count():
        check_page(page)


def each(locator: Locator, number: int) -> list[Locator]:
    """The `number` elements of `locator`, once they are there: a click returns before the page that it leads to."""
    expect(locator).to_have_count(number)
    return locator.all()


def keep_picture(page: Page, width: int, name: str = "") -> None:
    """Save a picture of the whole page when SCREENSHOTS says where to."""
    folder = os.environ.get("SCREENSHOTS")
    if not folder:
        return
    address = urlsplit(page.url)
    name = re.sub(r"[^a-z0-9]+", "-", (name or f"{address.path}-{address.query}").lower()).strip("-") or "home"
    Path(folder).mkdir(parents=True, exist_ok=True)
    page.screenshot(path=Path(folder) / f"{name[:80]}-{width}.png", full_page=True)
