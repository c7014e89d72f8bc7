"""How far the programme has come, counted in authorities of the 152 of 2011, as at any date (F000 ¶3, ¶9).

Numbers are drawn from the dated steps and say nothing about how a place is doing: regions are in alphabetical order,
and no authority is compared with another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from areas.models import Authority
from rollout.models import ENGAGED, Step
from rollout.models.querysets import EngagementStepQuerySet

NO_STEP = ""
STEPS = (NO_STEP, *Step.values)
"""Where an authority can stand, in the order in which numbers are printed; blank: it has taken no step."""

LABELS: Mapping[str, str] = {NO_STEP: "Not engaged yet", **{step.value: str(step.label) for step in Step}}
BASIS = "planning basis, not a target; may be exceeded or not, by local ambition"
HALF_BY, ALL_BY = date(2012, 4, 1), date(2013, 4, 1)

Taken = tuple[int, str, date]
"""A step as it is read: authority (primary key), step, date."""


@dataclass(frozen=True)
class Standing:
    """Where an authority stands, and since when; without a step: not engaged, since no date."""

    step: str = NO_STEP
    since: date | None = None

    @property
    def is_engaged(self) -> bool:
        """Whether it counts: nominated, planning or live."""
        return self.step in ENGAGED

    @property
    def label(self) -> str:
        """The step in words."""
        return LABELS[self.step]


@dataclass(frozen=True)
class Point:
    """How many authorities were engaged from the day `on`."""

    on: date
    engaged: int


@dataclass(frozen=True)
class RegionCoverage:
    """The authorities of one region: how many there are, how many are engaged, and how many stand at each step."""

    code: str
    name: str
    total: int
    engaged: int
    steps: Mapping[str, int]


@dataclass(frozen=True)
class Coverage:
    """Engaged authorities of all, as at a date; `points` has one point for each date at which the number changed."""

    as_at: date
    total: int
    engaged: int
    steps: Mapping[str, int]
    regions: tuple[RegionCoverage, ...]
    points: tuple[Point, ...]
    standings: Mapping[int, Standing] = field(default_factory=dict)

    @property
    def half(self) -> int:
        """The planning basis of April 2012: half of the authorities, in whole ones (F000 ¶3, ¶9)."""
        return -(-self.total // 2)

    @property
    def share(self) -> str:
        """The engaged of all in whole per cent, such as "18%"; blank without authorities."""
        return percentage(self.engaged, self.total)

    @property
    def sentence(self) -> str:
        """The numbers in words."""
        share = f" ({self.share})" if self.share else ""
        return f"{self.engaged} of {self.total} upper-tier authorities{share} are engaged"


def percentage(part: int, whole: int) -> str:
    """`part` of `whole` in whole per cent, halves up; blank where there is no whole."""
    return f"{(200 * part + whole) // (2 * whole)}%" if whole else ""


def read_coverage(steps: EngagementStepQuerySet, *, as_at: date, known_at: datetime | None = None) -> Coverage:
    """Coverage as at the end of the day `as_at`, of the `steps` that the reader may see, in two queries.

    With `known_at`, an aware moment, of what had been recorded by then.
    """
    rows = Authority.objects.order_by("region_name", "region_code", "pk")
    places = list(rows.values_list("pk", "region_code", "region_name"))
    taken = read_steps(steps, as_at=as_at, known_at=known_at)
    known = {pk for pk, _, _ in places}
    return count_coverage(places, [one for one in taken if one[0] in known], as_at)


def read_steps(steps: EngagementStepQuerySet, *, as_at: date, known_at: datetime | None = None) -> list[Taken]:
    """The steps that count as at the day `as_at`, the oldest first, in one query of plain values."""
    rows = steps.counted(known_at=known_at).filter(on__lte=as_at).in_order()
    return list(rows.values_list("authority_id", "step", "on"))


def read_standings(
    steps: EngagementStepQuerySet, *, as_at: date, known_at: datetime | None = None
) -> dict[int, Standing]:
    """Where each authority with a step stands as at the day `as_at`, by its primary key, in one query."""
    return standings_of(read_steps(steps, as_at=as_at, known_at=known_at))


def count_coverage(places: Iterable[tuple[int, str, str]], taken: list[Taken], as_at: date) -> Coverage:
    """Count `places` by where the steps `taken`, oldest first, brought them.

    A place is an authority with its region's code and name; those of one region stand together.
    """
    places = list(places)
    standings = standings_of(taken)
    of_region = {key: [pk for pk, *_ in rows] for key, rows in groupby(places, key=lambda place: place[1:])}
    return Coverage(
        as_at=as_at,
        total=len(places),
        engaged=_engaged([pk for pk, *_ in places], standings),
        steps=_counted([pk for pk, *_ in places], standings),
        regions=tuple(
            RegionCoverage(code, name, len(keys), _engaged(keys, standings), _counted(keys, standings))
            for (code, name), keys in of_region.items()
        ),
        points=tuple(_points(taken)),
        standings=standings,
    )


def standings_of(taken: Iterable[Taken]) -> dict[int, Standing]:
    """Where each authority stands after the steps `taken`, oldest first; one that repeats the last changes nothing."""
    standings: dict[int, Standing] = {}
    for authority, step, on in taken:
        before = standings.get(authority)
        if before is None or before.step != step:
            standings[authority] = Standing(step, on)
    return standings


def _engaged(authorities: list[int], standings: Mapping[int, Standing]) -> int:
    return sum(standings[pk].is_engaged for pk in authorities if pk in standings)


def _counted(authorities: list[int], standings: Mapping[int, Standing]) -> dict[str, int]:
    counts = Counter(standings[pk].step if pk in standings else NO_STEP for pk in authorities)
    return {step: counts[step] for step in STEPS}


def _points(taken: list[Taken]) -> Iterator[Point]:
    engaged: set[int] = set()
    last = 0
    for on, steps in groupby(taken, key=lambda one: one[2]):
        for authority, step, _ in steps:
            (engaged.add if step in ENGAGED else engaged.discard)(authority)
        if len(engaged) != last:
            last = len(engaged)
            yield Point(on, last)
