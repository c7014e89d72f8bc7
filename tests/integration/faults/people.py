"""Many people with something to be told: the secretariat, while a request waits to be triaged."""

from __future__ import annotations

from datetime import UTC, datetime

from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Role
from cbtracker.digests.models import DigestPreference
from cbtracker.digests.periods import SENT, Frequency
from tests.integration.requests_log.world import make_world, raised

LONG_AGO = datetime(2010, 10, 20, 9, tzinfo=UTC)


def readers(count: int, *frequencies: Frequency) -> list[User]:
    """So many people, who have been there for long and get their digests at `frequencies` in turn (else at all)."""
    world = make_world()
    raised(world, now=LONG_AGO)
    User.objects.update(is_active=False, access_ended_at=LONG_AGO)
    people = User.objects.bulk_create(
        User(
            email=f"reader{n}@test.example",
            full_name=f"Reader {n}",
            role=Role.SECRETARIAT,
            date_joined=LONG_AGO,
            password="!",
        )
        for n in range(count)
    )
    often = frequencies or SENT
    DigestPreference.objects.bulk_create(
        DigestPreference(user=user, frequency=often[n % len(often)], changed_at=LONG_AGO)
        for n, user in enumerate(people)
    )
    return people
