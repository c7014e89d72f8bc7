"""Every page in each of its states, and every role in every state, at three widths."""

from __future__ import annotations

import pytest

from tests.browser.every_page.choice import Case, chosen_cases
from tests.browser.every_page.visits import faults_of_case

pytestmark = pytest.mark.django_db(transaction=True)
CASES = chosen_cases()
GROUPS = sorted({(case.world, case.role) for case in CASES})


def cases_of(cases: list[Case], world: str, role: str) -> list[Case]:
    return [case for case in cases if (case.world, case.role) == (world, role)]


@pytest.mark.parametrize(("world", "role"), GROUPS, indirect=["world"])
def test_every_page_is_sound_in_each_of_its_states(world, role, as_role, request):
    name = request.node.callspec.params["world"]
    tab, faults = as_role(role), []
    for case in cases_of(CASES, name, role):
        faults += faults_of_case(tab, case, world)
    assert not faults, "\n".join(faults)
