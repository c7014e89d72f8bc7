"""Twenty people, fifty rounds, one request, behind gunicorn with two processes: every round one wins, no word is lost.

The short run, and the negative control that takes the version claim out, are in
tests/integration/requests_log/test_concurrency.py.
"""

from __future__ import annotations

import pytest
from django.core.cache import cache

from tests.integration.requests_log.world import accepted, make_world
from tests.integration.requests_log.writers import LOST, WON, champions, faults, write_at_once
from tests.processes import product
from tests.servers import free_port

WRITERS, ROUNDS = 20, 50

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_of_twenty_writers_one_wins_each_of_fifty_rounds_and_no_word_is_lost(transactional_db, tmp_path):
    world = make_world()
    entry = accepted(world, world.dfe)
    people = champions(world.dfe, WRITERS)
    cache.clear()  # tries to sign in that tests before this one made count against the limit, and outlive them
    with product(tmp_path, broker=f"redis://127.0.0.1:{free_port()}/0") as processes:
        web = processes.web(workers=2)
        processes.all_ready()
        answers = write_at_once(web.address, entry, people, ROUNDS)
    assert faults(answers, entry, entry.version) == []
    assert sum(one.status == WON for one in answers) == ROUNDS
    assert sum(one.status == LOST for one in answers) == ROUNDS * (WRITERS - 1)
