"""What nominations say is coming, as at any date: apart from the dated steps, which say what has happened (F000 ¶9).

An open nomination that was submitted says when its authorities want to start. Totals alone: that a place nominated
itself is no secret once it is submitted, and nothing is read of a draft.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import accumulate

from django.db.models import Q

from cbtracker.web.formats import LONDON, plural
from rollout.models import NominationAuthority, Step
from rollout.periods import as_month
from rollout.selectors.coverage import NO_STEP, Coverage, Standing

TO_COME = frozenset({NO_STEP, Step.INTERESTED, Step.NOMINATED, Step.PLANNING})
"""Where an authority stands that has its start ahead of it: not live already, and neither paused nor withdrawn."""

Wanted = tuple[int, int, date]
"""What a nomination says of an authority: the nomination and the authority (primary keys), and the wanted start."""


@dataclass(frozen=True)
class ComingMonth:
    """A month, by its first day: how many authorities want to start in it, how many by its end, how many live then.

    `live` is those that are live already and all that want to start by then. `has_passed`: it ended before the day for
    which the numbers are, and they have not gone live.
    """

    month: date
    authorities: int
    by_then: int
    live: int
    has_passed: bool

    @property
    def said(self) -> str:
        """The month in words."""
        return as_month(self.month)


@dataclass(frozen=True)
class Coming:
    """How many authorities of how many nominations want to start, by month, the earliest first."""

    nominations: int = 0
    months: tuple[ComingMonth, ...] = ()

    @property
    def authorities(self) -> int:
        """All that are to come."""
        return self.months[-1].by_then if self.months else 0

    @property
    def sentence(self) -> str:
        """The numbers in words; blank where no nomination says that more is to come."""
        if not self.months:
            return ""
        source = plural(self.nominations, "nomination")
        first, last = self.months[0].said, self.months[-1].said
        when = f"in {last}" if len(self.months) == 1 else f"from {first} to {last}"
        who = "1 authority wants" if self.authorities == 1 else f"{self.authorities} authorities want"
        return f"Coming, from {source}: {who} to start, {when}"


def read_coming(found: Coverage, *, known_at: datetime | None = None) -> Coming:
    """What is to come beside coverage `found`, as at the end of its day, in one query.

    With `known_at`, an aware moment, by what had been submitted and withdrawn by then: a paper that is built again says
    the same.
    """
    ends = datetime.combine(found.as_at + timedelta(days=1), time(), tzinfo=LONDON)
    until = ends if known_at is None else min(ends, known_at + timedelta.resolution)
    stays = Q(nomination__withdrawn_at__isnull=True) | Q(nomination__withdrawn_at__gte=until)
    rows = NominationAuthority.objects.filter(stays, nomination__submitted_at__lt=until)
    rows = rows.order_by("nomination__submitted_at", "nomination_id")
    wanted = rows.values_list("nomination_id", "authority_id", "nomination__wanted_start")
    return count_coming(((nomination, authority, start) for nomination, authority, start in wanted if start), found)


def count_coming(wanted: Iterable[Wanted], found: Coverage) -> Coming:
    """Count what is `wanted`, in the order in which it was submitted, by authorities that have not started by `found`.

    An authority counts once, as its latest nomination says.
    """
    latest = {authority: (nomination, start) for nomination, authority, start in wanted}
    to_come = [one for authority, one in latest.items() if _stands(found, authority) in TO_COME]
    numbers = Counter(start.replace(day=1) for _, start in to_come)
    months = sorted(numbers)
    this_month = found.as_at.replace(day=1)
    totals = accumulate(numbers[month] for month in months)
    return Coming(
        nominations=len({nomination for nomination, _ in to_come}),
        months=tuple(
            ComingMonth(month, numbers[month], total, found.steps[Step.LIVE] + total, month < this_month)
            for month, total in zip(months, totals, strict=True)
        ),
    )


def _stands(found: Coverage, authority: int) -> str:
    return found.standings.get(authority, Standing()).step
