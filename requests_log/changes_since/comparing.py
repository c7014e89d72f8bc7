"""Compares two snapshots, and applies what changed to what the older one printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from requests_log.changes_since.changes import Changes, Fact, RequestChange, in_order
from requests_log.changes_since.facts import change_of
from requests_log.changes_since.reasons import with_reasons
from requests_log.changes_since.snapshots import Content, Snapshot, read_snapshot
from requests_log.paper_source import ANNEX, PaperLine, StatusLine, in_print_order
from requests_log.sights import Face, Reader


class NotComparable(ValueError):
    """Two snapshots that cannot be compared; the message says why."""


class DoesNotFit(ValueError):
    """Changes that are not of the content that they were to be applied to."""


@dataclass(frozen=True)
class Point:
    """A moment, and what was known of it: what had been recorded by `known_at` (None: by now) or what a paper froze."""

    moment: datetime
    known_at: datetime | None = None
    knew: dict[int, int] | None = None


def read_changes(reader: Reader, since: Point, until: Point) -> Changes:
    """What changed for `reader` from `since` to `until`. Six queries, and one for each 5,000 requests that changed.

    Raises NotComparable where `since` is the later one.
    """
    _check_order(since.moment, until.moment)
    new = read_snapshot(reader, until.moment, known_at=until.known_at, knew=until.knew)
    old = read_snapshot(reader, since.moment, known_at=since.known_at, knew=since.knew, like=new)
    return compare_snapshots(old, new)


def compare_snapshots(old: Snapshot, new: Snapshot) -> Changes:
    """What `new` prints otherwise than `old`, as their reader may know it. At most one query for 5,000 requests.

    Raises NotComparable where they are of different readers, or `old` is the later one.
    """
    if old.reader != new.reader:
        raise NotComparable("Only what one reader sees can be compared.")
    _check_order(old.moment, new.moment)
    before, after = set(old.statuses), set(new.statuses)
    return Changes(
        since=old.moment,
        until=new.moment,
        requests=in_order(with_reasons(list(_changes(old, new)), old, new)),
        begun=tuple(status for status in new.statuses if status not in before),
        ended=tuple(status for status in old.statuses if status not in after),
    )


def _check_order(since: datetime, until: datetime) -> None:
    if since > until:
        raise NotComparable("Choose an earlier moment to compare with, or a later one to compare.")


def _changes(old: Snapshot, new: Snapshot) -> Iterator[RequestChange]:
    before, after = old.past, new.past
    references = {after.raw[key].data["reference"] for key, face in after.faces.items() if face is Face.FULL}
    for key in before.faces | after.faces:
        change = change_of(key, before, after, knows=references.__contains__)
        if change is not None:
            yield change


def apply_changes(content: Content, changes: Changes) -> Content:
    """What a paper prints that printed `content` before `changes`: the lines in order, and the workstreams' statuses.

    It goes by what the changes say, column by column, so that what it gives is complete only if they are.
    Raises DoesNotFit where they say that something was that was not.
    """
    lines = {line.entry_id: line for line in content.lines}
    for change in changes.requests:
        _apply(lines, change)
    return Content(tuple(in_print_order(lines.values())), _statuses(content.statuses, changes))


def _apply(lines: dict[int, PaperLine], change: RequestChange) -> None:
    if change.old is None and change.new is not None:
        if change.entry_id in lines:
            raise DoesNotFit(f"{change.new.reference} is new, but was printed.")
        lines[change.entry_id] = change.new
        return
    line = lines.pop(change.entry_id, None)
    if line is None:
        raise DoesNotFit(f"{change.line.reference} changed, but was not printed.")
    if change.new is not None:
        lines[change.entry_id] = _changed(line, change.facts)


def _changed(line: PaperLine, facts: tuple[Fact, ...]) -> PaperLine:
    columns = {column.name: column for fact in facts for column in fact.columns}
    for name, column in columns.items():
        if getattr(line, name) != column.old:
            raise DoesNotFit(f"{line.reference}: “{name}” did not say what it is said to have said.")
    said = {name: column.new for name, column in columns.items()}
    return replace(line, **said, annex=ANNEX[said.get("section", line.section)])  # type: ignore[arg-type]


def _statuses(statuses: tuple[StatusLine, ...], changes: Changes) -> tuple[StatusLine, ...]:
    if missing := set(changes.ended) - set(statuses):
        raise DoesNotFit(f"“{missing.pop().text}” ended, but was not printed.")
    kept = [status for status in statuses if status not in changes.ended]
    return tuple(sorted([*kept, *changes.begun], key=lambda status: status.order))
