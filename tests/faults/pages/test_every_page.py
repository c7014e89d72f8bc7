"""Every page in each of its states, by every role that may see it: at three widths, by keyboard, without JavaScript.

The short run, and the negative controls, are in tests/browser/every_page/test_every_page.py.
"""

from __future__ import annotations

import pytest

from tests.browser.every_page.choice import chosen_cases, every_case, grouped
from tests.browser.every_page.keyboard import faults_of_skip_link, faults_of_walk
from tests.browser.every_page.plain import faults_on_paper, faults_without_javascript
from tests.browser.every_page.visits import faults_of_case, go

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("world", "role", "cases"), grouped(every_case()), indirect=["world"])
def test_every_page_is_sound_in_each_of_its_states_for_every_role(world, role, cases, as_role):
    tab, faults = as_role(role), []
    for case in cases:
        faults += faults_of_case(tab, case, world)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(("world", "role", "cases"), grouped(chosen_cases()), indirect=["world"])
def test_every_page_is_walked_with_the_keyboard_and_printed(world, role, cases, as_role):
    tab, faults = as_role(role), []
    for case in cases:
        found = go(tab, case, world) + faults_of_walk(tab) + faults_on_paper(tab)
        found += go(tab, case, world)
        if case.state != "error":  # there the focus begins at what is wrong
            found += faults_of_skip_link(tab)
        faults += [f"{case}: {fault}" for fault in found]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(("world", "role", "cases"), grouped(every_case()), indirect=["world"])
def test_every_page_answers_without_javascript_for_every_role(world, role, cases, as_role):
    tab, faults = as_role(role, javascript=False), []
    for case in cases:
        faults += faults_without_javascript(tab, case, world)
    assert not faults, "\n".join(faults)
