"""The history of a request for one reader: its newest revisions, each with what it changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from cbtracker.accounts.permissions import Role
from requests_log.differences import FieldChange, changes_between, stated_since
from requests_log.models import Action, LoggedRequest
from requests_log.records import Record, Standing
from requests_log.sights import sees_whitehall, was_visible_to

PAGE = 50
UNKNOWN = "a request that you cannot see"


@dataclass(frozen=True)
class Event:
    """One revision in the timeline. `version` is the number that the reader knows it by."""

    version: int
    action: str
    title: str
    at: datetime
    recorded_at: datetime
    by: str
    reason: str
    whitehall_only: bool
    positions: Sequence[Standing]
    changes: Sequence[FieldChange]


@dataclass(frozen=True)
class Slip:
    """The due date moved to a later one."""

    was: date | None
    due_on: date | None
    reason: str
    at: datetime


@dataclass(frozen=True)
class Timeline:
    """The newest events before a version; `older` is the version to go on from, None where nothing is older."""

    events: Sequence[Event]
    slips: Sequence[Slip]
    older: int | None


def visible_records(entry: LoggedRequest, user: Any) -> Any:
    """The revisions of `entry` that `user` may see, newest first, as columns of Record and `area_visible`.

    An officer sees none of a time when the request was none of theirs: one query more finds which those are.
    """
    rows = entry.revisions.visible_to(user).order_by("-version")
    if user.role == Role.OFFICER:
        said = rows.values_list("version", "data__scope", "data__areas")
        mine = [version for version, scope, areas in said if was_visible_to(user, {"scope": scope, "areas": areas})]
        rows = rows.filter(version__in=mine)
    return rows.values_list(*Record.COLUMNS, "area_visible")


def for_reader(records: Sequence[Record], user: Any) -> list[Record]:
    """`records` as `user` may read them; the reference of a request that they may not know of is left out."""
    if sees_whitehall(user):
        return list(records)
    named = {record.data.get("duplicate_of") for record in records} - {None, ""}
    known = set(
        LoggedRequest.objects.visible_to(user).filter(reference__in=named).values_list("reference", flat=True)
        if named
        else ()
    )
    return [_naming(record.for_areas(), named - known) for record in records]


def _naming(record: Record, unknown: set[Any]) -> Record:
    if record.data.get("duplicate_of") not in unknown:
        return record
    return replace(record, data={**record.data, "duplicate_of": UNKNOWN})


def read_timeline(entry: LoggedRequest, user: Any, *, before: int | None = None, size: int = PAGE) -> Timeline:
    """The newest `size` events older than version `before`, as `user` numbers them. In as many
    queries however long it is: one, for an officer one more.

    Versions of readers who are not Whitehall count only what areas can see, so nothing shows where others stand
    between (DESIGN rule 6).
    """
    whitehall = sees_whitehall(user)
    rows = visible_records(entry, user)
    if before is not None:
        rows = rows.filter(**{"version__lt" if whitehall else "area_version__lt": before})
    # One more than shown: the last one shown is told by its difference from it.
    found = [(Record.of_revision(*row[:-1]), row[-1]) for row in rows[: size + 1]]
    shown = for_reader([record for record, _ in found], user)
    records = list(zip(shown, [visible for _, visible in found], strict=True))
    pairs = list(zip(records, [*(record for record, _ in records[1:]), None], strict=False))[:size]
    events = [_event(record, earlier, visible=visible) for (record, visible), earlier in pairs]
    slips = [slip for (record, _), earlier in pairs if (slip := _slip(record, earlier))]
    older = events[-1].version if len(found) > size else None
    return Timeline(events, slips, older)


def _event(record: Record, earlier: Record | None, *, visible: bool) -> Event:
    old = earlier.data if earlier else None
    positions = stated_since(old, record.data)
    changes = [change for change in changes_between(old, record.data) if not _told(change, positions)]
    return Event(
        version=record.version,
        action=record.action,
        title=Action(record.action).label,
        at=record.effective_at,
        recorded_at=record.recorded_at,
        by=record.by_name,
        reason=record.reason,
        whitehall_only=not visible,
        positions=positions,
        changes=changes,
    )


def _told(change: FieldChange, positions: Sequence[Standing]) -> bool:
    """Whether a stated position says it already."""
    return bool(positions) and "osition" in change.label


def _slip(record: Record, earlier: Record | None) -> Slip | None:
    was = earlier.due_on if earlier else None
    if was is None or record.due_on == was or (record.due_on is not None and record.due_on < was):
        return None
    return Slip(was, record.due_on, record.reason, record.effective_at)
