"""A register with all that requests can have, for the pages that read it in a real browser."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from requests_log.models import LoggedRequest
from requests_log.services import (
    Words,
    declare_freedom,
    link_related,
    mark_addressed,
    save_view,
    say_persists,
    state_position,
    triage,
)
from tests.integration.requests_log.world import World, accepted, raised

LONG = "Areas and their partners asked for a way to pool what they spend on the same families " * 40
UNBROKEN = "antidisestablishmentarianism" * 12
DOCUMENT = {
    "title": "Letter on data sharing",
    "issuer": "MoJ",
    "date": "2011-03-10",
    "recipients": "All areas",
    "link": "https://www.example.org/letter",
}


def _say(world: World, entry: LoggedRequest, department, version: int = 0, **words) -> None:
    words.setdefault("text", "The department has written to the area and waits for its answer.")
    state_position(
        entry, by=world.person("secretariat"), expected_version=version, department=department, words=Words(**words)
    )


def full_register(world: World) -> LoggedRequest:
    """Thirty requests; the one returned has all that a request can have."""
    now = timezone.now()
    secretary = world.person("secretariat")
    for number in range(28):
        accepted(world, issue=f"Let the area pool budget B{number} with its partners", now=now - timedelta(days=number))
    raised(world, issue=UNBROKEN)
    entry = accepted(world, world.dfe, world.moj, issue=LONG.strip()[:1500], now=now - timedelta(days=30))
    _say(
        world,
        entry,
        world.dfe,
        confidence="at_risk",
        next_step="Meet",
        next_step_owner="A Person",
        documents=[DOCUMENT],
    )
    _say(world, entry, world.moj, text=LONG)
    entry.refresh_from_db()
    _say(world, entry, world.moj, version=1, text="Not for areas yet.", audience="whitehall", confidence="off_track")
    entry.refresh_from_db()
    slipped = {"due_on": date(2011, 6, 1), "attention": "dg", "attention_reason": "Two departments disagree."}
    triage(entry, by=secretary, expected_version=entry.shared_version, reason="Counsel was asked.", **slipped)
    link_related(entry, by=secretary, to=LoggedRequest.objects.exclude(pk=entry.pk).first())
    declare_freedom(entry, by=secretary, expected_version=entry.shared_version, text="Any area may pool its grant.")
    mark_addressed(entry, by=secretary, expected_version=entry.shared_version, outcome="agreed", text=LONG[:400])
    say_persists(entry, by=world.person("officer"), text="The schools still may not take part.")
    save_view(by=secretary, name="At risk for DfE", query="department=DfE&confidence=at_risk", shared=True)
    return entry
