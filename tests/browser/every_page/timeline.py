"""What the timeline holds in the sweep's worlds, beside what is loaded with the reference data."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from areas.models import Phase
from areas.services.phases import PhaseDates, change_phase
from rollout.services.timeline import EntryTerms, add_entry, change_entry
from tests.browser.every_page.texts import Texts


def write_timeline(own: Any, by: Any, texts: Texts, *, now: datetime) -> None:
    """An event, a period with an inferred date in the own side's hands, and a phase with dates."""
    add_entry(
        terms=EntryTerms(kind="event", lane="events", title=texts.title[:120], starts_on=date(2012, 2, 29)),
        by=by,
        now=now,
    )
    terms = EntryTerms(
        kind="band",
        lane="intermediate",
        title=texts.title[:120],
        detail=texts.sentence,
        starts_on=date(2011, 10, 1),
        ends_on=date(2012, 1, 31),
        inferred=True,
        inferred_why=texts.sentence[:300],
        source=texts.label,
    )
    change_entry(entry=own.timeline_entry, terms=terms, expected_version=1, by=by, now=now)
    phase = Phase.objects.get(pk=own.area.phase_id)
    dates = PhaseDates(
        starts_on=date(2011, 4, 4),
        ends_on=date(2012, 4, 3),
        goes_live_on=date(2012, 4, 4),
        goes_live_inferred=True,
        source=texts.sentence[:200],
    )
    change_phase(phase=phase, dates=dates, expected_version=1, by=by, now=now)
