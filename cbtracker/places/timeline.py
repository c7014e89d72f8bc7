"""What happened at a place, newest first: its requests' revisions, and who came to look after it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from areas.models import Area, AreaChampion, LocalityLead
from cbtracker.places.navigation import address
from cbtracker.web.formats import as_date
from requests_log.models import Action, Outcome, RequestArea, Revision
from requests_log.records import Record
from requests_log.sights import sees_whitehall, was_visible_to

LENGTH = 20


@dataclass(frozen=True)
class Event:
    """One thing that happened. `href` leads to the request, blank where there is none."""

    title: str
    at: date | datetime
    by: str = ""
    text: str = ""
    reference: str = ""
    issue: str = ""
    href: str = ""
    whitehall_only: bool = False

    @property
    def sort_key(self) -> tuple[str, str]:
        """Newest by day in London's calendar, then by moment."""
        return (self.at.isoformat(), self.reference)


def area_events(area: Area, user: Any) -> list[Event]:
    """Return the newest revisions that `user` may see of the requests that name `area`, in one query."""
    named = RequestArea.objects.filter(area=area).order_by().values("entry_id")
    revisions = Revision.objects.visible_to(user).filter(entry__in=named).order_by("-effective_at", "-pk")
    rows = revisions.values_list("entry__reference", "area_visible", *Record.COLUMNS)[:LENGTH]
    whitehall = sees_whitehall(user)
    events = []
    for reference, area_visible, *columns in rows:
        record = Record.of_revision(*columns)
        if not was_visible_to(user, record.data):
            continue
        shown = record if whitehall else record.for_areas()
        events.append(_event(reference, shown, whitehall_only=not area_visible))
    return events


def people_events(leads: Iterable[LocalityLead], champions: Iterable[AreaChampion], *, with_notes: bool) -> list[Event]:
    """Return who began to lead for or champion the place; what was handed over only for Whitehall (DESIGN §1)."""
    events = [
        Event(
            f"{lead.user} became locality lead for {lead.authority.short_name}",
            lead.from_on,
            text=lead.handover_note if with_notes else "",
        )
        for lead in leads
    ]
    events += [Event(f"{one.user} became area champion", one.from_on) for one in champions]
    return events


def newest(events: Iterable[Event]) -> list[Event]:
    """Return the newest of `events`, at most LENGTH of them."""
    return sorted(events, key=lambda event: event.sort_key, reverse=True)[:LENGTH]


def _event(reference: str, record: Record, *, whitehall_only: bool) -> Event:
    return Event(
        title=Action(record.action).label,
        at=_shown(record.effective_at),
        by=record.by_name,
        text=_text(record),
        reference=reference,
        issue=record.data["issue"],
        href=address("requests:detail", reference),
        whitehall_only=whitehall_only,
    )


def _shown(moment: datetime) -> date | datetime:
    """Return the day alone where it is midnight in London, as for what a paper dated."""
    local = timezone.localtime(moment)
    return local.date() if (local.hour, local.minute) == (0, 0) else local


def _text(record: Record) -> str:
    """What the event says, by what was done."""
    data = record.data
    if record.action in {Action.POSITION, Action.CONFIRMED}:
        newest_first = sorted(record.standings, key=lambda standing: standing.fresh_at)
        return newest_first[-1].text if newest_first else ""
    if record.action == Action.ADDRESSED:
        return ". ".join(part for part in (_outcome(data["outcome"]), data["outcome_text"]) if part)
    if record.action == Action.SLIPPED:
        return f"Now due {as_date(record.due_on) or 'on no date'}. {record.reason}"
    said = {Action.REPLIED: "reply", Action.PERSISTS: "objection", Action.FREEDOM: "freedom"}.get(Action(record.action))
    if said:
        return str((data.get(said) or {}).get("text", ""))
    step = data.get("place_next_step")
    if record.action == Action.CHANGED and step and step["at"] == record.recorded_at.isoformat():
        return f"Next step: {step['text']}"
    return record.reason


def _outcome(value: str) -> str:
    return str(Outcome(value).label) if value else ""
