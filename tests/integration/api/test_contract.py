"""The API keeps to its description, whatever is sent: the short version of `tests/faults/api`, and its controls."""

from __future__ import annotations

import json

import pytest

from cbtracker.accounts.permissions import Role
from tests.contract.served import served
from tests.conventions.api_matrix.test_api_matrix import MODULES
from tests.conventions.matrix.test_matrix import MODULES as OF_PAGES
from tests.conventions.matrix.world import build_world

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
FEW = ("--phases", "examples,fuzzing", "--max-examples", "3", "--seed", "1")


@pytest.fixture
def world():
    made = build_world()
    for module in [*OF_PAGES, *(one for one in MODULES if hasattr(one, "furnish"))]:
        module.furnish(made)
    return made


def test_what_is_made_from_the_description_is_answered_as_it_says_and_what_is_refused_changes_nothing(world, tmp_path):
    with served(tmp_path) as api:
        found = api.attack(world.people[Role.SECRETARIAT], *FEW)
    assert found.exit_code == 0, found.faults or found.said
    assert found.tested == found.operations > 3
    assert found.cases > 2 * found.operations


def test_operations_that_break_their_word_are_found(world, tmp_path, settings):
    """The negative control: one writes and refuses, one breaks down, one answers another type than it says."""
    settings.ROOT_URLCONF = "tests.contract.faulty"
    with served(tmp_path, DJANGO_SETTINGS_MODULE="tests.contract.faulty_settings") as api:
        described = json.loads(api.description.read_text())
        described["paths"] = {at: what for at, what in described["paths"].items() if "/faulty/" in at}
        api.description.write_text(json.dumps(described))
        found = api.attack(world.people[Role.SECRETARIAT], *FEW, "--max-examples", "20")
    assert found.exit_code == 1
    for word in ("wrote to audit_auditevent", "Server error", "Response violates schema"):
        assert word in found.said, found.faults or found.said
