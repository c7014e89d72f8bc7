"""A request as one of its revisions has it: what `as_at` gives, what pages and papers read.

`Revision.data` and `LoggedRequest.record` hold the same JSON object. Its keys: the plain fields of a request
(`issue`, `status`, …), `areas` and `departments` in order, the standing `position` and `area_position` of the whole,
`parts` (the same by department, with the part's version), `freedom`, `place_next_step`, `reply` and `objection`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, ClassVar

from requests_log.models.choices import PROGRAMME_WIDE, Status, Timescale

PRINTED_STATUSES = frozenset({Status.ACCEPTED, Status.IN_HAND, Status.REOPENED, Status.ADDRESSED})


@dataclass(frozen=True)
class Standing:
    """One position that stands: `department` is its abbreviation, blank for the request as a whole."""

    department: str
    text: str
    audience: str
    confidence: str
    next_step: str
    next_step_owner: str
    next_step_on: str | None
    documents: list[dict[str, str]]
    by: str
    at: datetime
    confirmed_at: datetime | None

    @classmethod
    def of(cls, department: str, data: dict[str, Any]) -> Standing:
        """Read a position from a record."""
        confirmed = data.get("confirmed_at")
        return cls(
            department=department,
            text=data["text"],
            audience=data["audience"],
            confidence=data.get("confidence", ""),
            next_step=data.get("next_step", ""),
            next_step_owner=data.get("next_step_owner", ""),
            next_step_on=data.get("next_step_on"),
            documents=data.get("documents", []),
            by=data.get("by", ""),
            at=datetime.fromisoformat(data["at"]),
            confirmed_at=datetime.fromisoformat(confirmed) if confirmed else None,
        )

    @property
    def fresh_at(self) -> datetime:
        """When it was stated or last confirmed."""
        return max(self.at, self.confirmed_at or self.at)


def _standings(data: dict[str, Any], key: str) -> Iterator[Standing]:
    whole = data.get(key)
    since = ""
    if whole:
        since = whole["at"]
        yield Standing.of("", whole)
    order = [row["abbreviation"] for row in data.get("departments", [])]
    parts = data.get("parts", {})
    for abbreviation in sorted(parts, key=lambda name: (order.index(name) if name in order else len(order), name)):
        part = parts[abbreviation].get(key)
        if part and (not since or datetime.fromisoformat(part["at"]) >= datetime.fromisoformat(since)):
            yield Standing.of(abbreviation, part)


def standings(data: dict[str, Any], *, whitehall: bool) -> list[Standing]:
    """The positions that stand: the whole's, then each department's that was stated since (DESIGN §5)."""
    return list(_standings(data, "position" if whitehall else "area_position"))


def printed(found: list[Standing]) -> str:
    """The text that a paper prints for `found`: a line a position, those of a part named by department."""
    return "\n".join(f"{row.department}: {row.text}" if row.department else row.text for row in found)


def worst_confidence(found: list[Standing]) -> str:
    """The least confident of what `found` says; blank where none says any."""
    said = {row.confidence for row in found}
    return next((level for level in ("off_track", "at_risk", "on_track") if level in said), "")


def for_areas(data: dict[str, Any]) -> dict[str, Any]:
    """`data` without anything that is for Whitehall only, part versions included (DESIGN rule 6)."""
    parts = {
        name: {"position": part["area_position"], "area_position": part["area_position"]}
        for name, part in data.get("parts", {}).items()
        if part.get("area_position")
    }
    return {**data, "position": data.get("area_position"), "parts": parts}


@dataclass(frozen=True)
class Record:
    """A request after one of its revisions. `freedom_only`: no more of it than every reader of freedoms may know."""

    COLUMNS: ClassVar[tuple[str, ...]] = (
        "entry_id",
        "version",
        "area_version",
        "action",
        "reason",
        "by_name",
        "effective_at",
        "recorded_at",
        "data",
    )

    entry_id: int
    version: int
    area_version: int
    action: str
    reason: str
    by_name: str
    effective_at: datetime
    recorded_at: datetime
    data: dict[str, Any]
    whitehall: bool = True
    freedom_only: bool = False

    @classmethod
    def of_revision(cls, *columns: Any) -> Record:
        """Make a record of a revision's COLUMNS, in that order."""
        return cls(*columns)

    def for_areas(self) -> Record:
        """The same record as an area may read it."""
        return replace(self, data=for_areas(self.data), version=self.area_version, whitehall=False)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["data"][name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def area_ids(self) -> frozenset[int]:
        """Primary keys of the named areas."""
        return frozenset(row["id"] for row in self.data.get("areas", []))

    @property
    def is_programme_wide(self) -> bool:
        """Whether it is for many or all areas."""
        return self.data.get("scope") in PROGRAMME_WIDE

    @property
    def standings(self) -> list[Standing]:
        """The positions that stood."""
        return standings(self.data, whitehall=self.whitehall)

    @property
    def position_text(self) -> str:
        """What a paper prints under Status or Outcome."""
        if self.data["status"] == Status.ADDRESSED:
            return str(self.data["outcome_text"])
        return printed(self.standings)

    @property
    def due_on(self) -> date | None:
        """The due date then."""
        due = self.data.get("due_on")
        return date.fromisoformat(due) if due else None

    @property
    def section(self) -> str:
        """The paper's section it prints in: to_resolve, workstream, later, addressed; blank: nowhere (F004 A, B)."""
        if self.data["status"] not in PRINTED_STATUSES:
            return ""
        if self.data["status"] == Status.ADDRESSED:
            return "addressed"
        by_timescale = {Timescale.WORKSTREAM: "workstream", Timescale.AFTER_APRIL: "later"}
        return by_timescale.get(self.data["timescale"], "to_resolve")


def in_paper_order(records: Iterable[Record]) -> list[Record]:
    """`records` in the order in which papers print requests within a section."""
    return sorted(records, key=lambda record: (record.data["paper_order"], record.data["reference"]))
