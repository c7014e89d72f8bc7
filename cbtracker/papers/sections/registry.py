"""What a section of a paper is: its kind, what it is built from, and what it gives.

A kind is a module of this package with a `build(context) -> SectionContent`, and an entry in `catalogue`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from cbtracker.papers.structure import Block, RequestLine, Sheet
from requests_log.changes_since import Snapshot, read_snapshot
from requests_log.sights import Sight


class SectionUnavailable(Exception):
    """What a section is to be made of is not there; the message is a sentence that says what to do."""


@dataclass(frozen=True)
class Compared:
    """The paper that this one is compared with, as its own audience knew it.

    `knew` holds, by primary key of request, the version that its frozen rendition printed.
    """

    title: str
    as_at: datetime
    known_at: datetime
    knew: Mapping[int, int] | None = None


@dataclass(frozen=True)
class SectionContext:
    """What a section is built from. `known_at` is the moment up to which what had been recorded counts.

    The register is read once for all sections of one rendition: `current`, and `previous` where there is a paper to
    compare with.
    """

    sight: Sight
    as_at: datetime
    known_at: datetime
    compared: Compared | None = None
    text: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    readings: Readings | None = None

    @property
    def current(self) -> Snapshot:
        """The register as this audience may read it at `as_at`."""
        return self._readings.current

    @property
    def previous(self) -> Snapshot:
        """The register as the compared paper's rendition for this audience had it. Raises SectionUnavailable."""
        return self._readings.previous

    @property
    def _readings(self) -> Readings:
        return self.readings or Readings(self.sight, self.as_at, self.known_at, self.compared)


@dataclass(frozen=True)
class Readings:
    """The register as one audience reads it, read when a section first asks."""

    sight: Sight
    as_at: datetime
    known_at: datetime
    compared: Compared | None

    @cached_property
    def current(self) -> Snapshot:
        """At the paper's moment."""
        return read_snapshot(self.sight, self.as_at, known_at=self.known_at)

    @cached_property
    def previous(self) -> Snapshot:
        """At the compared paper's moment, as known when it was issued. Raises SectionUnavailable."""
        if self.compared is None:
            raise SectionUnavailable("Choose the paper that this one is compared with.")
        one = self.compared
        return read_snapshot(self.sight, one.as_at, known_at=one.known_at, knew=one.knew, like=self.current)


@dataclass(frozen=True)
class SectionContent:
    """What a section prints, the data that it adds to the workbook, and a caveat for the foot of every page."""

    blocks: tuple[Block, ...]
    lines: tuple[RequestLine, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    caveat: str = ""


@dataclass(frozen=True)
class SectionKind:
    """A kind of section. `takes_text`: the secretariat writes it; it is then for the body unless others are named.

    `options` are the keys that `SectionContext.options` may hold; `needs_compared`: there must be a paper to compare
    with. `holds_estimates`: it is left out for everybody who may not see every estimate, with its heading.
    """

    key: str
    title: str
    build: Callable[[SectionContext], SectionContent]
    takes_text: bool = False
    options: tuple[str, ...] = ()
    needs_compared: bool = False
    holds_estimates: bool = False

    @property
    def body_only(self) -> bool:
        """Whether it is for the body alone, unless others are named."""
        return self.takes_text or self.holds_estimates
