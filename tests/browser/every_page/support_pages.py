"""Pages of support to areas, and what they hold in the sweep's worlds."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from areas.models import Pool
from cbtracker.accounts.models import User
from rollout.models import Hub, LearningSet, Workshop
from rollout.services import support
from tests.browser.every_page.page import EMPTIED, NOTHING, Page
from tests.browser.every_page.texts import Texts
from tests.factories.support import AttendeeFactory, BuddyPairFactory, CandidatePoolFactory, WorkshopFactory


def held(world: Any) -> dict[str, Any]:
    """The workshop that was held."""
    return {"pk": world.own.held_workshop.pk}


PAGES = [
    Page("rollout:support", "empty full long", empty=NOTHING),
    Page("rollout:pools", "empty full", empty=NOTHING),
    Page("rollout:learning_set", "full long"),
    Page("rollout:workshop", "full long"),
    Page("rollout:workshop", "full long", name="rollout:workshop that was held", kwargs=held),
    Page("rollout:come", "full error long", wrong=EMPTIED),
    Page("rollout:attendance", "full error long", wrong={"version": ""}, kwargs=held),
    Page("rollout:add_support", "full error", wrong=EMPTIED),
    Page(
        "rollout:add_support",
        "full error",
        name="rollout:add_support, a pair",
        kwargs=lambda world: {"noun": "buddies"},
        wrong=EMPTIED,
    ),
    Page("rollout:add_to_set", "full error", wrong=EMPTIED),
    Page("rollout:change_support", "full error long", wrong=EMPTIED),
]


def write_support(own: Any, other: Any, by: User, texts: Texts, *, now: datetime) -> None:
    """The hub, set and workshop of the matrix in the words of `texts`, and a workshop that was held."""
    title = texts.title[:120]
    terms = support.HubTerms(
        region="South West", name=title, host=texts.title[:120], contact=texts.detail[:500], opened_on=date(2011, 7, 1)
    )
    own.hub = support.change_hub(hub=Hub.objects.get(pk=own.hub.pk), terms=terms, expected_version=1, by=by, now=now)
    LearningSet.objects.filter(pk=own.learning_set.pk).update(
        name=title, purpose=texts.detail[:1000], facilitator=texts.name("Fay")[:120]
    )
    session = support.SessionTerms(on=date(2011, 10, 4), topic=title, notes=texts.detail[:2000])
    support.add_session(learning_set=own.learning_set, terms=session, by=by, now=now)
    BuddyPairFactory(helper=other.area, authority=own.authority, note=texts.detail[:1000], to_on=date(2011, 12, 1))
    CandidatePoolFactory(
        authority=own.authority,
        pool=Pool.EARLY_INTERVENTION,
        source=texts.sentence[:300],
        note=texts.detail[:300],
        since="2011-03",
    )
    said = {"title": title, "venue": texts.title[:200], "about": texts.detail[:1000], "run_by": title}
    Workshop.objects.filter(pk=own.workshop.pk).update(capacity=30, **said)
    own.held_workshop = WorkshopFactory(
        starts_at=datetime(2011, 10, 5, 9, tzinfo=UTC), ends_at=datetime(2011, 10, 5, 15, tzinfo=UTC), **said
    )
    for attended in (True, False, None):
        AttendeeFactory(
            workshop=own.held_workshop,
            authority=own.authority,
            name=texts.name(f"Guest {attended}")[:120],
            attended=attended,
        )
