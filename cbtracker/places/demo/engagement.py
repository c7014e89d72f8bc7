"""Steps of authorities after the first phase: all invented, and each says so in its note."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from areas.models import Authority
from cbtracker.web.formats import LONDON
from rollout.models import EngagementStep, Step
from rollout.services import take_step

NOTE = "Invented for the demonstration."
FIRST_DAY = date(2011, 5, 16)  # after the paper that asks for early expressions of interest (F000)
EVERY, MOST = 3, 42  # every third authority that was not in the first phase, so that all regions have some
WAYS: tuple[tuple[Step, ...], ...] = (
    (Step.INTERESTED, Step.NOMINATED, Step.PLANNING, Step.LIVE),
    (Step.NOMINATED, Step.PLANNING),
    (Step.INTERESTED,),
    (Step.INTERESTED, Step.NOMINATED),
    (Step.PLANNING, Step.LIVE),
    (Step.NOMINATED, Step.PAUSED),
    (Step.INTERESTED, Step.NOMINATED, Step.PLANNING),
    (Step.INTERESTED, Step.WITHDRAWN),
)
"""What authorities did, in turn: each at its own pace, some leaving phases out, some stopping for a while."""

RECENT = ((Step.INTERESTED, 40), (Step.NOMINATED, 21), (Step.PLANNING, 9))
"""What three more did in the last weeks: step, and days before now."""


def tell_engagement(*, by: Any, now: datetime) -> None:
    """Take the invented steps; none is as old as the first phase's launch, which stays 28 of 152."""
    engaged = EngagementStep.objects.values("authority")
    others = list(Authority.objects.exclude(pk__in=engaged).order_by("region_name", "short_name"))
    chosen = others[::EVERY][:MOST]
    today = now.astimezone(LONDON).date()
    for number, authority in enumerate(chosen[: -len(RECENT)]):
        on = FIRST_DAY + timedelta(days=number * 37 % 560)
        for pause, step in enumerate(WAYS[number % len(WAYS)], start=1):
            _take(authority, step, min(on, today), by)
            on += timedelta(days=60 + (number * 13 + pause * 29) % 90)
    for authority, (step, days) in zip(chosen[-len(RECENT) :], RECENT, strict=True):
        _take(authority, step, today - timedelta(days=days), by)


def _take(authority: Authority, step: Step, on: date, by: Any) -> None:
    """Record the step on the evening of its day."""
    evening = datetime.combine(on, time(18), LONDON)
    take_step(authority=authority, step=step, on=on, by=by, note=NOTE, now=evening)
