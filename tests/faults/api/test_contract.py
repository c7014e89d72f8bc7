"""Ten thousand calls made from the description, as people of every reach, with every check of Schemathesis."""

from __future__ import annotations

import pytest
from django.utils import timezone

from cbtracker.accounts.models import User
from cbtracker.places.demo import load_demo
from tests.contract.served import served

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
ASKED = 10_000
# The secretariat reaches most: every phase. The others: what is made at random, in whose way their rights stand.
AT_RANDOM = ("--phases", "examples,fuzzing", "--max-examples", "8")
PEOPLE = {"secretariat": ("--max-examples", "3"), "champion": AT_RANDOM, "officer": AT_RANDOM, "partner": AT_RANDOM}


def test_ten_thousand_calls_find_no_server_error_no_breach_and_no_change_by_what_is_refused(tmp_path, capsys, settings):
    settings.DEMONSTRATION = True
    load_demo(now=timezone.now())
    cases = 0
    with served(tmp_path) as api:
        for name, how in PEOPLE.items():
            user = User.objects.get(email__startswith=f"{name}@")
            found = api.attack(user, *how)
            cases += found.cases
            with capsys.disabled():
                print(f"\n{name}: {found.cases:,} calls of {found.tested} of {found.operations} operations")
            assert found.exit_code == 0, found.faults or found.said
            assert found.tested == found.operations
    assert cases >= ASKED
