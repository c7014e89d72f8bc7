"""Which role reads which page in which state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import pytest
from _pytest.mark import ParameterSet

from tests.browser.every_page.page import Page
from tests.browser.every_page.table import PAGES
from tests.browser.pages import WIDTHS

AT_ONCE = 16


@dataclass(frozen=True)
class Case:
    """One page in one state, read by one role."""

    page: Page
    state: str
    role: str

    @property
    def world(self) -> str:
        """The world that it is read in."""
        return self.page.world(self.state)

    def __str__(self) -> str:
        return f"{self.page}, {self.state}, {self.role}"


def every_case(pages: Iterable[Page] = PAGES) -> list[Case]:
    """Every page × each of its states × every role that may see it."""
    return [Case(page, state, role) for page in pages for state in page.states.split() for role in page.readers()]


def chosen_states(page: Page) -> list[str]:
    """The states in which the short run reads the page: in use, and one of its others, dealt out over the pages."""
    states = page.states.split()
    used = "full" if "full" in states else states[0]
    others = [state for state in states if state != used]
    return [used, others[PAGES.index(page) % len(others)]] if others else [used]


def chosen_cases(pages: Iterable[Page] = PAGES) -> list[Case]:
    """Each page in the states chosen for it, and each role in each state: greedily, the rarest pair first."""
    pages = list(pages)
    seen: Counter[tuple[str, str]] = Counter()
    chosen: list[Case] = []
    for page in sorted(pages, key=lambda page: len(page.readers())):
        for state in chosen_states(page):
            readers = page.readers()
            role = min(readers, key=lambda role: (seen[role, state], seen[str(page), role], readers.index(role)))
            seen.update([(role, state), (str(page), role)])
            chosen.append(Case(page, state, role))
    for case in every_case(pages):
        if not seen[case.role, case.state]:
            seen[case.role, case.state] += 1
            chosen.append(case)
    return chosen


def axe_widths(case: Case) -> tuple[int, ...]:
    """Where the short run has axe read the case: the widths are dealt out to the states chosen, each at least one.

    All else is asked at every width. So every page is read by axe at each width, and so is every state.
    """
    states = chosen_states(case.page)
    turn = states.index(case.state) if case.state in states else len(states)
    dealt = range(turn, max(len(WIDTHS), turn + 1), len(states))
    return tuple(WIDTHS[(PAGES.index(case.page) + number) % len(WIDTHS)] for number in dealt)


def grouped(cases: list[Case], world: str = "", state: str = "") -> list[ParameterSet]:
    """The cases that one test reads, world by world and role by role; of one world and state where these are given.

    AT_ONCE at most: two processes share the tests out, and one would be waiting for the other's longest.
    """
    groups: dict[tuple[str, str, int], list[Case]] = {}
    count: Counter[tuple[str, str]] = Counter()
    for case in cases:
        if world in ("", case.world) and state in ("", case.state):
            groups.setdefault((case.world, case.role, count[case.world, case.role] // AT_ONCE), []).append(case)
            count[case.world, case.role] += 1
    return [pytest.param(*key[:2], groups[key], id="-".join(map(str, key))) for key in sorted(groups)]
