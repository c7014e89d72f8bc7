"""The timeline as it is read: the phases, their days of going live, and the entries beside them, in one list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from areas.models import Phase
from rollout.models import Lane, TimelineEntry
from rollout.periods import as_inferred_day, as_period

BAND = TimelineEntry.Kind.BAND.value
MILESTONE = TimelineEntry.Kind.MILESTONE.value


@dataclass(frozen=True)
class Item:
    """One thing on the timeline. `ends_on` None of a band: it goes on. `entry` or `phase` is what it is changed by."""

    uid: str
    kind: str
    lane: str
    title: str
    starts_on: date
    ends_on: date | None = None
    detail: str = ""
    inferred: bool = False
    inferred_why: str = ""
    source: str = ""
    order: int = 0
    version: int = 1
    changed_at: datetime | None = None
    entry: int | None = None
    phase: str = ""

    @property
    def is_band(self) -> bool:
        """Whether it is drawn as a bar, and not as a mark."""
        return self.kind == BAND

    @property
    def is_open(self) -> bool:
        """Whether it is a period of which no end is said."""
        return self.is_band and self.ends_on is None

    @property
    def when(self) -> str:
        """Its dates in words, without saying whether they are inferred."""
        if self.inferred and self.ends_on is None and not self.is_band:
            return as_inferred_day(self.starts_on)
        return as_period(self.starts_on, self.ends_on, is_open=self.is_open)

    @property
    def said(self) -> str:
        """Its dates in words: "April 2012 (inferred)"."""
        return f"{self.when} (inferred)" if self.inferred else self.when

    @property
    def kind_label(self) -> str:
        """What sort of thing it is."""
        return str(TimelineEntry.Kind(self.kind).label)

    @property
    def lane_label(self) -> str:
        """The part of the timeline that it is in."""
        return str(Lane(self.lane).label)


def read_timeline(user: Any) -> list[Item]:
    """Return everything on the timeline that `user` may read, by its first day; two queries."""
    entries = TimelineEntry.objects.visible_to(user)
    return _in_order(Phase.objects.visible_to(user), entries)


def whole_timeline() -> list[Item]:
    """Return everything on the timeline, for papers: nothing of it is secret."""
    return _in_order(Phase.objects.all(), TimelineEntry.objects.current())


def _in_order(phases: Any, entries: Any) -> list[Item]:
    items = [item for phase in phases for item in _of_phase(phase)] + [item_of(entry) for entry in entries]
    lanes = list(Lane.values)
    return sorted(items, key=lambda one: (one.starts_on, lanes.index(one.lane), one.order, one.uid))


def item_of(entry: TimelineEntry) -> Item:
    """Return `entry` as it stands on the timeline."""
    return Item(
        uid=f"timeline-{entry.pk}",
        kind=entry.kind,
        lane=entry.lane,
        title=entry.title,
        starts_on=entry.starts_on,
        ends_on=entry.ends_on,
        detail=entry.detail,
        inferred=entry.inferred,
        inferred_why=entry.inferred_why,
        source=entry.source,
        order=entry.order,
        version=entry.version,
        changed_at=entry.changed_at,
        entry=entry.pk,
    )


def _of_phase(phase: Phase) -> Iterator[Item]:
    """The phase's period and the day on which it goes live, as far as they are known."""
    shared: dict[str, Any] = {
        "lane": Lane.PHASES.value,
        "version": phase.version,
        "changed_at": phase.changed_at,
        "source": phase.source,
        "phase": phase.slug,
    }
    if phase.starts_on:
        detail = "Engagement and plan development, before areas go live." if phase.ends_on else ""
        yield Item(
            uid=f"phase-{phase.slug}",
            kind=BAND,
            title=phase.name,
            starts_on=phase.starts_on,
            ends_on=phase.ends_on,
            detail=detail,
            order=phase.order * 2,
            **shared,
        )
    if phase.goes_live_on:
        why = "No paper prints the day; see the source." if phase.goes_live_inferred else ""
        yield Item(
            uid=f"phase-{phase.slug}-live",
            kind=MILESTONE,
            title=f"{phase.name} goes live",
            starts_on=phase.goes_live_on,
            inferred=phase.goes_live_inferred,
            inferred_why=why,
            order=phase.order * 2 + 1,
            **shared,
        )
