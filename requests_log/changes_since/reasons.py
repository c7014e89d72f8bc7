"""Why a date slipped, a request was opened again, withdrawn or marked a duplicate: from the revisions in between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from requests_log.changes_since.changes import Fact, RequestChange
from requests_log.changes_since.kinds import Kind
from requests_log.changes_since.snapshots import Snapshot
from requests_log.models import OPEN_STATUSES, Revision, Status
from requests_log.past import KEYS_PER_STATEMENT
from requests_log.sights import sees_whitehall, was_visible_to

GIVEN_FOR = frozenset({Kind.SLIPPED, Kind.REOPENED, Kind.WITHDRAWN, Kind.DUPLICATE})


@dataclass(frozen=True)
class Step:
    """What one revision said of a request's due date and status, and why."""

    version: int
    reason: str
    status: str
    due_on: str | None


def with_reasons(changes: Sequence[RequestChange], old: Snapshot, new: Snapshot) -> list[RequestChange]:
    """`changes` with the reasons given in revisions that the old snapshot did not know and the reader may read.

    One query for each 5,000 requests that call for a reason; none where no request does.
    """
    asked = [change for change in changes if any(fact.kind in GIVEN_FOR for fact in change.facts)]
    steps = _steps([change.entry_id for change in asked], old, new)
    given = {change.entry_id: _explained(change, steps.get(change.entry_id, [])) for change in asked}
    return [given.get(change.entry_id, change) for change in changes]


def _steps(keys: Sequence[int], old: Snapshot, new: Snapshot) -> dict[int, list[Step]]:
    """The revisions in between of each request, oldest first."""
    found: dict[int, list[Step]] = defaultdict(list)
    for start in range(0, len(keys), KEYS_PER_STATEMENT):
        for entry, *columns, scope, areas in _rows(new, keys[start : start + KEYS_PER_STATEMENT]):
            step = Step(*columns)
            between = old.past.raw[entry].version < step.version <= new.past.raw[entry].version
            if between and was_visible_to(new.reader, {"scope": scope, "areas": areas}):
                found[entry].append(step)
    return found


def _rows(new: Snapshot, keys: Sequence[int]) -> Iterable[Any]:
    rows = Revision.objects.filter(entry__in=keys)
    if not sees_whitehall(new.reader):
        rows = rows.filter(area_visible=True)
    columns = ("entry_id", "version", "reason", "data__status", "data__due_on", "data__scope", "data__areas")
    return rows.order_by("entry_id", "version").values_list(*columns)


def _explained(change: RequestChange, steps: Sequence[Step]) -> RequestChange:
    facts = tuple(
        replace(fact, reasons=tuple(dict.fromkeys(filter(None, _reasons(fact, change, steps)))))
        if fact.kind in GIVEN_FOR
        else fact
        for fact in change.facts
    )
    return replace(change, facts=facts)


def _reasons(fact: Fact, change: RequestChange, steps: Sequence[Step]) -> Iterator[str]:
    if fact.kind is Kind.SLIPPED:
        yield from _of_slips(change, steps)
    else:
        yield from list(_of_status(fact.kind, change, steps))[-1:]


def _of_slips(change: RequestChange, steps: Sequence[Step]) -> Iterator[str]:
    due_on = change.was.data["due_on"] if change.was else None
    for step in steps:
        if due_on is not None and (step.due_on is None or step.due_on > due_on):
            yield step.reason
        due_on = step.due_on


def _of_status(kind: Kind, change: RequestChange, steps: Sequence[Step]) -> Iterator[str]:
    wanted: tuple[str, ...] = OPEN_STATUSES
    if kind is Kind.WITHDRAWN:
        wanted = (Status.WITHDRAWN,)
    elif kind is Kind.DUPLICATE:
        wanted = (Status.DUPLICATE,)
    status = change.was.data["status"] if change.was else ""
    for step in steps:
        if step.status in wanted and status not in wanted:
            yield step.reason
        status = step.status
