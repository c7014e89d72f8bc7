"""A register in which one request changes, for papers as at different moments."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from requests_log.models import LoggedRequest
from requests_log.services import Words, state_position, triage
from requests_log.services.naming import AreasNamed, DepartmentsNamed, NamedArea
from requests_log.services.positions import position_version
from tests.integration.papers.draft_pages import WRITTEN
from tests.integration.papers.paper_world import drafted
from tests.integration.requests_log.world import World, accepted, make_world

ACCEPTED = datetime(2011, 3, 17, 12, 0, tzinfo=UTC)
EARLY = datetime(2011, 3, 18, 12, 0, tzinfo=UTC)
BETWEEN = datetime(2011, 3, 20, 12, 0, tzinfo=UTC)
LATE = datetime(2011, 3, 22, 9, 0, tzinfo=UTC)

EARLY_ROW = ["A", "to_resolve", "Swindon", "Let schools pool funding", "DfE", "Schools may join."]
LATE_ROW = ["A", "to_resolve", "Barnet", "Let all schools pool funding", "MoJ", "Courts may join too."]


@pytest.fixture
def world(db) -> World:
    """A small programme."""
    return make_world()


@pytest.fixture
def changing(world) -> LoggedRequest:
    """A request that says EARLY_ROW from EARLY, and LATE_ROW, all of it other, from LATE."""
    entry = accepted(world, world.dfe, now=ACCEPTED)
    say(world, entry, "Schools may join.", at=EARLY)
    entry.refresh_from_db()
    triage(
        entry,
        by=world.person("secretariat"),
        expected_version=entry.shared_version,
        areas=AreasNamed("named", (NamedArea(world.barnet),)),
        departments=DepartmentsNamed("named", (world.moj,)),
        issue="Let all schools pool funding",
        now=LATE,
    )
    say(world, entry, "Courts may join too.", at=LATE)
    return LoggedRequest.objects.get(pk=entry.pk)


def say(world: World, entry: LoggedRequest, text: str, *, at: datetime, audience: str = "areas") -> None:
    """The secretariat states a position at a moment."""
    entry.refresh_from_db()
    state_position(
        entry,
        by=world.person("secretariat"),
        expected_version=position_version(entry, None),
        words=Words(text=text, audience=audience),
        now=at,
    )


@pytest.fixture
def secretary(client, world):
    """The browser of somebody of the secretariat."""
    client.force_login(world.person("secretariat"))
    return client


@pytest.fixture
def draft(world):
    """A draft with a summary and both annexes."""
    return drafted(world, sections=WRITTEN)
