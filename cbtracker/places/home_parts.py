"""What a home page is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from requests_log.calls_waiting import WaitingCall


@dataclass(frozen=True)
class Tally:
    """A number, what it counts, and where those are listed; `href` blank: nowhere yet."""

    number: int
    text: str
    href: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Link:
    """Something to do or read next."""

    text: str
    href: str
    hint: str = ""


@dataclass(frozen=True)
class Place:
    """One of the person's own areas with its numbers."""

    name: str
    slug: str
    raised: int
    open: int
    addressed: int


@dataclass(frozen=True)
class Waiting:
    """A request that waits for the person, with the page on which they say where it stands."""

    reference: str
    issue: str
    href: str
    areas: str
    due_on: date | None
    why: str


@dataclass(frozen=True)
class Home:
    """One home page."""

    heading: str
    lead: str = ""
    tallies: list[Tally] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    asked: list[WaitingCall] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    neighbourhoods: list[Link] = field(default_factory=list)
    plans: list[Link] = field(default_factory=list)
    nominations: list[Link] = field(default_factory=list)
    proposals: list[Link] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    nothing: str = ""
