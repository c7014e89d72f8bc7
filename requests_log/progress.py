"""Progress in numbers: how many requests stand where, and for how long, as one reader may see them (issue 3).

Counted over the whole programme and by what requests are, never by place: numbers do not rank places (F004, end of
Annex D). A request that was withdrawn or marked as a duplicate is in none of the counts but its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils import timezone

from cbtracker.web.formats import LONDON
from requests_log.models.choices import OPEN_STATUSES, Outcome, Status
from requests_log.records import Record


class Stage(StrEnum):
    """Where a request stands, as far as the numbers tell them apart."""

    RAISED = "raised"
    OPEN = "open"
    ADDRESSED = "addressed"
    ENDED = "ended"


class Age(StrEnum):
    """How long ago a request was raised, in whole months."""

    UNDER_1 = "under_1"
    FROM_1 = "1_to_3"
    FROM_3 = "3_to_6"
    FROM_6 = "over_6"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Progress:
    """Numbers of requests. `open_by` is keyed by (section of Annex A, Age), `outcomes` by Outcome, "" for none.

    A key that is missing counts none. `freedoms` are those of which the reader may know the freedom only; they are in
    no other number.
    """

    stages: Mapping[Stage, int]
    open_by: Mapping[tuple[str, Age], int]
    outcomes: Mapping[str, int]
    freedoms: int

    @property
    def total(self) -> int:
        """Requests raised, open or addressed."""
        return sum(self.stages.get(stage, 0) for stage in (Stage.RAISED, Stage.OPEN, Stage.ADDRESSED))

    def open_in(self, section: str) -> int:
        """Open requests of a section of Annex A, of whatever age."""
        return sum(number for (name, _), number in self.open_by.items() if name == section)

    def open_of(self, age: Age) -> int:
        """Open requests of an age, of whatever section."""
        return sum(number for (_, other), number in self.open_by.items() if other == age)


def count_progress(records: Iterable[Record], as_at: datetime) -> Progress:
    """The numbers of `records`, which are what a reader may see as at the aware moment `as_at`."""
    on = timezone.localdate(as_at, LONDON)
    stages: Counter[Stage] = Counter()
    open_by: Counter[tuple[str, Age]] = Counter()
    outcomes: Counter[str] = Counter()
    freedoms = 0
    for record in records:
        if record.freedom_only:
            freedoms += 1
            continue
        stage = stage_of(record)
        stages[stage] += 1
        if stage is Stage.OPEN:
            open_by[record.section, age_of(_raised_on(record), on)] += 1
        elif stage is Stage.ADDRESSED:
            outcomes[record.data["outcome"]] += 1
    return Progress(stages, open_by, outcomes, freedoms)


def stage_of(record: Record) -> Stage:
    """Where `record` stands."""
    status = record.data["status"]
    if status in OPEN_STATUSES:
        return Stage.OPEN
    return {Status.RAISED: Stage.RAISED, Status.ADDRESSED: Stage.ADDRESSED}.get(status, Stage.ENDED)


def age_of(raised_on: date | None, on: date) -> Age:
    """How long before the day `on` a request was raised. A month is over on the same day of the next one."""
    if raised_on is None:
        return Age.UNKNOWN
    months = 12 * (on.year - raised_on.year) + on.month - raised_on.month - (on.day < raised_on.day)
    if months < 1:
        return Age.UNDER_1
    return Age.FROM_1 if months < 3 else Age.FROM_3 if months < 6 else Age.FROM_6


def outcomes_in_order(progress: Progress) -> list[tuple[str, int]]:
    """Every outcome's label with its number; the last, where there are any, are those without a recorded outcome."""
    rows = [(str(outcome.label), progress.outcomes.get(outcome, 0)) for outcome in Outcome]
    missing = progress.outcomes.get("", 0)
    return [*rows, ("Not recorded", missing)] if missing else rows


def _raised_on(record: Record) -> date | None:
    raised = record.data.get("raised_on")
    return date.fromisoformat(raised) if raised else None
