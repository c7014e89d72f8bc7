"""What changed about one request, from the records of two snapshots, both already for the reader's eyes.

Whatever a fact says comes from those records: of what a reader may not see they hold nothing (DESIGN rule 6).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from cbtracker.web.formats import as_date, as_datetime
from requests_log.changes_since.changes import ColumnChange, Fact, RequestChange, fresh_at
from requests_log.changes_since.kinds import FREEDOM_ONLY, SECTIONS, Kind
from requests_log.models import OPEN_STATUSES, Status
from requests_log.paper_source import PaperLine
from requests_log.past import Past
from requests_log.presenters import label_of
from requests_log.records import Record

KNOWS = Callable[[str], bool]
NO_DATE = "no date"
NO_WORKSTREAM = "none"
ENDED = (Status.WITHDRAWN, Status.DUPLICATE)
_REWORDED = ((Kind.ISSUE, "issue"), (Kind.AREAS, "areas"), (Kind.DEPARTMENTS, "departments"))
_SILENT = (Fact(Kind.SILENT),)


def change_of(key: int, before: Past, after: Past, *, knows: KNOWS) -> RequestChange | None:
    """What changed about the request `key`, None where neither paper prints it or there is nothing to say.

    `knows` says whether the reader may know of the request of a reference. Reasons are added later: `reasons.py`.
    """
    change = RequestChange(key, _SILENT, before, after)
    if before.same_as(after, key):
        return change if _is_open(after, key) else None
    old, new, was, now = change.old, change.new, change.was, change.now
    if old and new and was and now:
        facts = _differences(old, new, was, now)
    elif new and now:
        facts = [_appeared(new, was, now)]
    elif old:
        facts = [_disappeared(old, now, knows)]
    else:
        return None
    ordered = tuple(sorted(facts, key=lambda fact: fact.kind.weight))
    return replace(change, facts=ordered) if ordered else None


def _is_open(past: Past, key: int) -> bool:
    return past.section_of(key) not in ("", "addressed")


def _appeared(new: PaperLine, was: Record | None, now: Record) -> Fact:
    if now.freedom_only:
        return Fact(Kind.FREEDOM, new=new.position)
    back = was is not None and was.data["status"] in ENDED
    note = label_of("outcome", now.data["outcome"])
    return Fact(Kind.REOPENED if back else Kind.NEW, new=new.position, note=note)


def _disappeared(old: PaperLine, now: Record | None, knows: KNOWS) -> Fact:
    status = now.data["status"] if now else ""
    if status == Status.WITHDRAWN:
        return Fact(Kind.WITHDRAWN, old=old.position)
    if now and status == Status.DUPLICATE:
        of = now.data.get("duplicate_of") or ""
        return Fact(Kind.DUPLICATE, old=old.position, note=f"Duplicate of {of}" if of and knows(of) else "")
    return Fact(Kind.LEFT, old=old.position)


def _differences(old: PaperLine, new: PaperLine, was: Record, now: Record) -> list[Fact]:
    """All that changed about a request that both papers print."""
    if was.freedom_only != now.freedom_only:
        return [_face(old, new, was, now), *_labels(old, new)]
    facts = [*_standing(old, new, was, now), *_labels(old, new)]
    if was.freedom_only:
        return facts
    facts += [*_dates(was, now), *_said(was, now)]
    return facts + _freshness(facts, was, now)


def _columns(old: PaperLine, new: PaperLine, *names: str) -> tuple[ColumnChange, ...]:
    pairs = ((name, getattr(old, name), getattr(new, name)) for name in names)
    return tuple(ColumnChange(*pair) for pair in pairs if pair[1] != pair[2])


def _face(old: PaperLine, new: PaperLine, was: Record, now: Record) -> Fact:
    """Every area may now read all of it, where it had only the freedom, or the other way round."""
    before, after = (
        FREEDOM_ONLY if record.freedom_only else SECTIONS[line.section] for line, record in ((old, was), (new, now))
    )
    columns = _columns(old, new, "section", "position", "workstream", "reference")
    return Fact(Kind.MOVED, before, after, columns=columns)


def _standing(old: PaperLine, new: PaperLine, was: Record, now: Record) -> Iterator[Fact]:
    """Where it stands: its section, its position or outcome, its workstream."""
    ended, reopened = _has_ended(old, new), _has_ended(new, old)
    if ended or reopened:
        note = label_of("outcome", (now if ended else was).data["outcome"])
        kind = Kind.ADDRESSED if ended else Kind.REOPENED
        columns = _columns(old, new, "section", "position")
        yield Fact(kind, old.position, new.position, note=note if ended else "", columns=columns)
    else:
        yield from _moved(old, new)
        yield from _position(old, new, was, now)
    if old.workstream != new.workstream:
        columns = _columns(old, new, "workstream")
        yield Fact(Kind.WORKSTREAM, old.workstream or NO_WORKSTREAM, new.workstream or NO_WORKSTREAM, columns=columns)


def _has_ended(old: PaperLine, new: PaperLine) -> bool:
    return old.section != "addressed" and new.section == "addressed"


def _moved(old: PaperLine, new: PaperLine) -> Iterator[Fact]:
    if old.section != new.section:
        columns = _columns(old, new, "section")
        yield Fact(Kind.MOVED, SECTIONS[old.section], SECTIONS[new.section], columns=columns)


def _position(old: PaperLine, new: PaperLine, was: Record, now: Record) -> Iterator[Fact]:
    before, after = (label_of("outcome", record.data["outcome"]) for record in (was, now))
    if old.position != new.position or before != after:
        note = f"Ended as: {after} (was: {before})" if before != after else ""
        columns = _columns(old, new, "position")
        yield Fact(Kind.POSITION, old.position, new.position, note=note, columns=columns, comparable=True)


def _labels(old: PaperLine, new: PaperLine) -> Iterator[Fact]:
    for kind, name in _REWORDED:
        if columns := _columns(old, new, name):
            [column] = columns
            yield Fact(kind, column.old, column.new, columns=columns, comparable=True)


def _dates(was: Record, now: Record) -> Iterator[Fact]:
    before, after = was.due_on, now.due_on
    if before == after:
        return
    slipped = before is not None and (after is None or after > before)
    yield Fact(Kind.SLIPPED if slipped else Kind.DATED, as_date(before) or NO_DATE, as_date(after) or NO_DATE)


def _said(was: Record, now: Record) -> Iterator[Fact]:
    """What was said about it besides its position."""
    for kind, key in ((Kind.PERSISTS, "objection"), (Kind.REPLIED, "reply")):
        if (said := now.data.get(key)) and said != was.data.get(key):
            yield Fact(kind, new=said["text"])
    before, after = (((record.data.get("freedom") or {}).get("text") or "") for record in (was, now))
    if after and after != before:
        yield Fact(Kind.FREEDOM, before, after, comparable=bool(before))


def _freshness(facts: list[Fact], was: Record, now: Record) -> list[Fact]:
    """That a position was confirmed, or that nothing was said at all, of a request that is open in both papers."""
    if not {was.data["status"], now.data["status"]} <= set(OPEN_STATUSES):
        return []
    before, after = fresh_at(was), fresh_at(now)
    if after is not None and (before is None or after > before):
        spoken = any(fact.kind is Kind.POSITION for fact in facts)
        return [] if spoken else [Fact(Kind.CONFIRMED, note=as_datetime(after))]
    return [] if facts else list(_SILENT)
