"""A plan's milestones as a picture: one line each, time from left to right, and how far a day has moved.

A filled mark is the day that is due, or a round one the day it was reached; a dashed line leads from the day that was
said first. Lengths are in the units of the picture's view box.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rollout.timeline_drawing import HEAD, MARK, WIDTH, Label, Scale, Tick, mark_label, quarters
from rollout.workstrands.models import Milestone
from rollout.workstrands.task_list import milestone_in_words

ROW, FOOT = 34.0, 10.0


@dataclass(frozen=True)
class Drawn:
    """One milestone in its place; `first` is where its first day was, None where that is still its day."""

    x: float
    y: float
    first: float | None
    is_reached: bool
    label: Label
    words: str

    @property
    def diamond(self) -> str:
        """The corners of its mark, as an SVG `points` attribute."""
        x, y = self.x, self.y
        return f"{x:.1f},{y - MARK:.1f} {x + MARK:.1f},{y:.1f} {x:.1f},{y + MARK:.1f} {x - MARK:.1f},{y:.1f}"


@dataclass(frozen=True)
class Drawing:
    """The whole picture. `today` is None where today is not within it."""

    drawn: tuple[Drawn, ...]
    ticks: tuple[Tick, ...]
    height: float
    first: date
    last: date
    today: float | None
    width: float = WIDTH

    @property
    def view_box(self) -> str:
        """The SVG `viewBox` attribute."""
        return f"0 0 {self.width:.0f} {self.height:.0f}"

    @property
    def today_label(self) -> Label:
        """The word at today's line, on the side where there is room."""
        x = self.today or 0
        anchor = "end" if x > WIDTH / 2 else "start"
        return Label("Today", x - 5 if anchor == "end" else x + 5, 12, anchor)


def draw(milestones: Sequence[Milestone], *, today: date) -> Drawing | None:
    """Lay out `milestones` in the order in which they come, with a line at `today`; None where there are none."""
    if not milestones:
        return None
    days = [day for one in milestones for day in (one.due_on, one.first_due_on, one.met_on) if day is not None]
    scale, ticks = quarters(min(days), max(days))
    drawn = tuple(_drawn(one, HEAD + ROW * row, scale, today) for row, one in enumerate(milestones))
    return Drawing(
        drawn=drawn,
        ticks=tuple(ticks),
        height=HEAD + ROW * len(drawn) + FOOT,
        first=scale.first,
        last=scale.last - timedelta(days=1),
        today=scale.x(today) if scale.first <= today < scale.last else None,
    )


def _drawn(milestone: Milestone, top: float, scale: Scale, today: date) -> Drawn:
    day = milestone.met_on or milestone.due_on
    words = milestone_in_words(milestone, today)
    x, y = scale.x(day), top + ROW / 2
    return Drawn(
        x=x,
        y=y,
        first=scale.x(milestone.first_due_on) if milestone.first_due_on != day else None,
        is_reached=milestone.met_on is not None,
        label=mark_label(milestone.title, words, x, y),
        words=words,
    )
