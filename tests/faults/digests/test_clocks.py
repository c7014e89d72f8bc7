"""Every change of the clocks from 2026 to 2031, a clock that jumps by ten minutes, an outage of 26 hours."""

from __future__ import annotations

from random import Random

import pytest

from cbtracker.digests.models import Digest
from tests.integration.faults.clocks import changes_of, faults_after, forget, live_through, stories
from tests.integration.faults.people import readers

pytestmark = pytest.mark.django_db
FAULT = "every UK clock change 2026–2031, jumps of ±10 min, an outage of 26 h"
ASKED = "right local period, once; one email for the backlog"


def test_each_digest_comes_at_eight_in_london_once_around_every_change_of_the_clocks(measured):
    readers(4)
    chance, found, digests, ticks_in_all = Random(20262031), [], 0, 0
    changes = changes_of(range(2026, 2032))
    for change in changes:
        for story, ticks in stories(change, chance, days=3).items():
            forget()
            live_through(ticks)
            found += [f"{change:%d %b %Y}, {story}: {fault}" for fault in faults_after(ticks)]
            digests += Digest.objects.count()
            ticks_in_all += len(ticks)
    figures = f"{len(found)} faults in {len(changes)} changes × 4 clocks, {ticks_in_all:,} ticks, {digests} digests"
    measured(FAULT, ASKED, figures)
    assert found == []
