"""What a paper prints of the register as at a moment, for one reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from requests_log.paper_source import PaperLine, StatusLine, in_print_order, paper_line, workstream_statuses
from requests_log.past import Past, read_past
from requests_log.records import Record
from requests_log.sights import Reader


@dataclass(frozen=True)
class Content:
    """What a paper prints: the requests in order, and the statuses of workstreams in order (F004 A, B)."""

    lines: tuple[PaperLine, ...]
    statuses: tuple[StatusLine, ...]


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The register as `past.reader` may read it, as at `moment` by what was recorded by `known_at` (None: now)."""

    moment: datetime
    known_at: datetime | None
    past: Past
    statuses: tuple[StatusLine, ...]

    @property
    def reader(self) -> Reader:
        """Whose eyes it was read with."""
        return self.past.reader

    @property
    def records(self) -> Mapping[int, Record]:
        """The requests that the reader may know of, printed or not, by primary key."""
        return self.past.seen

    @cached_property
    def knew(self) -> dict[int, int]:
        """The version of each request of `records`, to freeze with a paper; `read_snapshot(knew=…)` reads it again."""
        return {key: self.past.raw[key].version for key in self.records}

    @cached_property
    def content(self) -> Content:
        """What the paper prints."""
        printed = (paper_line(self.records[key]) for key in self.records if self.past.section_of(key))
        return Content(tuple(in_print_order(printed)), self.statuses)


def read_snapshot(
    reader: Reader,
    moment: datetime,
    *,
    known_at: datetime | None = None,
    knew: Mapping[int, int] | None = None,
    like: Snapshot | None = None,
) -> Snapshot:
    """The register as at `moment` by what was recorded by `known_at` (default: now), as `reader` may read it.

    Both times are aware. `knew`, by primary key of the request, are the versions that an issued paper froze. Of two
    snapshots that are to be compared read the newer first and give it as `like`: then what did not change is read once.
    Two queries; with `like` or `knew` one more, and one for each 5,000 requests that differ.
    """
    past = read_past(reader, moment, known_at, knew=knew, like=like.past if like else None)
    statuses = workstream_statuses(reader=reader, as_at=moment, known_at=known_at)
    return Snapshot(moment, known_at, past, tuple(statuses))
