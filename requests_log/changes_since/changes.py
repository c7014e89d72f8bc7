"""The changes between two snapshots, as data: what pages, papers and files show, and what `apply_changes` applies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from cbtracker.web.diff import Part, compare
from cbtracker.web.formats import plural
from requests_log.changes_since.kinds import Kind
from requests_log.paper_source import SECTIONS, PaperLine, StatusLine, paper_line
from requests_log.past import Past
from requests_log.records import Record


@dataclass(frozen=True)
class ColumnChange:
    """A printed column, a field of PaperLine, that says `new` where it said `old`."""

    name: str
    old: str
    new: str


@dataclass(frozen=True)
class Fact:
    """One thing that changed, in words: `old` and `new`, blank where there was or is nothing to say.

    `comparable`: `new` is a rewording of `old`, so that it helps to see which words changed. `note` says more,
    such as how the request ended; `reasons` are those given. `columns` are the printed columns that it changes.
    """

    kind: Kind
    old: str = ""
    new: str = ""
    note: str = ""
    reasons: tuple[str, ...] = ()
    columns: tuple[ColumnChange, ...] = ()
    comparable: bool = False

    @property
    def what(self) -> str:
        """What it is that changed, such as "Position"."""
        return self.kind.what

    @cached_property
    def parts(self) -> Sequence[Part]:
        """Old and new as one text with the changed words marked; made when it is asked for."""
        if self.comparable:
            return compare(self.old, self.new)
        return [part for part in (Part("removed", self.old), Part("added", self.new)) if part.text]


@dataclass(frozen=True)
class RequestChange:
    """A request with all that changed about it, the weightiest first; `before` and `after` are what it is read from."""

    entry_id: int
    facts: tuple[Fact, ...]
    before: Past = field(compare=False, repr=False)
    after: Past = field(compare=False, repr=False)

    @property
    def was(self) -> Record | None:
        """The request as the reader could read it, printed or not."""
        return self.before.seen.get(self.entry_id)

    @property
    def now(self) -> Record | None:
        """The request as the reader can read it, printed or not."""
        return self.after.seen.get(self.entry_id)

    @property
    def kind(self) -> Kind:
        """Under which kind it is counted and shown."""
        return self.facts[0].kind

    @cached_property
    def old(self) -> PaperLine | None:
        """The line that it had, None where it was not printed."""
        return paper_line(self.was) if self.was and self.before.section_of(self.entry_id) else None

    @cached_property
    def new(self) -> PaperLine | None:
        """The line that it has, None where it is not printed."""
        return paper_line(self.now) if self.now and self.after.section_of(self.entry_id) else None

    @property
    def line(self) -> PaperLine:
        """The line to name it by: the one it has, else the one it had."""
        line = self.new or self.old
        if line is None:
            raise ValueError("A request that neither paper prints has not changed.")
        return line

    @property
    def spoken_at(self) -> datetime | None:
        """When something was last stated or confirmed, as the reader may know it; None: never."""
        return fresh_at(self.now or self.was)


def fresh_at(record: Record | None) -> datetime | None:
    """When the position of `record` was last stated or confirmed; None where there is no position to read."""
    if record is None or record.freedom_only:
        return None
    return max((standing.fresh_at for standing in record.standings), default=None)


@dataclass(frozen=True)
class Changes:
    """What changed between the snapshots of two moments. `requests`: the weightiest kind first, as printed within it.

    Requests that were only confirmed, or of which there is no word since, are among `requests` too: `changed` leaves
    them out.
    """

    since: datetime
    until: datetime
    requests: tuple[RequestChange, ...]
    begun: tuple[StatusLine, ...] = ()
    ended: tuple[StatusLine, ...] = ()

    @cached_property
    def totals(self) -> dict[Kind, int]:
        """How many requests of each kind, each request once; kinds of which there are none are left out."""
        counts = Counter(request.kind for request in self.requests)
        return {kind: counts[kind] for kind in Kind if counts[kind]}

    def of(self, kind: Kind) -> list[RequestChange]:
        """The requests shown under `kind`."""
        return [request for request in self.requests if request.kind is kind]

    @property
    def changed(self) -> list[RequestChange]:
        """The requests of which the register says something else than it did."""
        return [request for request in self.requests if request.kind.is_change]

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed: no request, and no status of a workstream."""
        return not (self.begun or self.ended or any(kind.is_change for kind in self.totals))

    @property
    def line(self) -> str:
        """The one line of totals."""
        return " ".join([_changed_line(self.totals), *_standing_lines(self.totals), *self._status_lines()])

    def _status_lines(self) -> list[str]:
        began = [f"{plural(len(self.begun), 'workstream status', 'workstream statuses')} begun"] if self.begun else []
        ended = [f"{plural(len(self.ended), 'workstream status', 'workstream statuses')} ended"] if self.ended else []
        return [f"{', '.join(began + ended)}."] if began or ended else []


def _changed_line(totals: dict[Kind, int]) -> str:
    changed = {kind: count for kind, count in totals.items() if kind.is_change}
    if not changed:
        return "No request changed."
    kinds = ", ".join(kind.counted(count) for kind, count in changed.items())
    return f"{plural(sum(changed.values()), 'request')} changed: {kinds}."


def _standing_lines(totals: dict[Kind, int]) -> list[str]:
    unchanged = [kind.counted(count) for kind, count in totals.items() if not kind.is_change]
    return [f"{', '.join(unchanged)}."] if unchanged else []


def in_order(requests: Sequence[RequestChange]) -> tuple[RequestChange, ...]:
    """The weightiest kind first; within a kind as the paper prints them."""

    def place(request: RequestChange) -> tuple[int, int, int]:
        key = request.entry_id
        past = request.after if request.after.section_of(key) else request.before
        return request.kind.weight, SECTIONS.index(past.section_of(key)), past.raw[key].data["paper_order"]

    return tuple(sorted(requests, key=place))
