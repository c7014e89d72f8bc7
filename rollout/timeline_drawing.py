"""Where everything on the timeline stands in its picture: lanes from the top down, time from left to right.

Each thing has a line of its own, with its words above the bar or beside the mark, so that nothing overlaps however much
there is. Lengths are in the units of the picture's view box.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rollout.models import Lane
from rollout.selectors.timeline import Item

WIDTH, MARGIN = 1080.0, 12.0
HEAD, LANE_HEAD, LANE_FOOT = 44.0, 30.0, 8.0
BAND_ROW, MARK_ROW, BAR = 42.0, 28.0, 14.0
LETTER = 7.4  # a generous mean width of a letter of 14 px
MARK = 8.0
ELLIPSIS = "…"


@dataclass(frozen=True)
class Label:
    """Words in the picture, and where they begin or end."""

    text: str
    x: float
    y: float
    anchor: str = "start"


@dataclass(frozen=True)
class Drawn:
    """One item in its place: a bar from `x` of `width`, or a mark at `x`."""

    item: Item
    x: float
    y: float
    width: float
    label: Label

    @property
    def diamond(self) -> str:
        """The corners of a mark, as an SVG `points` attribute."""
        x, y = self.x, self.y
        return f"{x:.1f},{y - MARK:.1f} {x + MARK:.1f},{y:.1f} {x:.1f},{y + MARK:.1f} {x - MARK:.1f},{y:.1f}"

    @property
    def arrow(self) -> str:
        """The point of a bar that goes on beyond the picture."""
        x, middle = self.x + self.width, self.y + BAR / 2
        return f"{x:.1f},{middle - BAR:.1f} {x + 10:.1f},{middle:.1f} {x:.1f},{middle + BAR:.1f}"


@dataclass(frozen=True)
class DrawnLane:
    """A lane with its heading and what is in it."""

    title: str
    y: float
    height: float
    drawn: tuple[Drawn, ...]


@dataclass(frozen=True)
class Tick:
    """The first day of a quarter on the axis; of a year in bold, and with the year."""

    x: float
    month: str
    year: str


@dataclass(frozen=True)
class Drawing:
    """The whole picture. `today` is None where today is not within it."""

    lanes: tuple[DrawnLane, ...]
    ticks: tuple[Tick, ...]
    height: float
    first: date
    last: date
    today: float | None
    width: float = WIDTH
    bar: float = BAR

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


@dataclass(frozen=True)
class Scale:
    """Days as places from left to right; `last` is the first day after the picture."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """Where the beginning of `day` is."""
        share = (day - self.first).days / (self.last - self.first).days
        return round(MARGIN + share * (WIDTH - 2 * MARGIN), 1)


def draw(items: Sequence[Item], *, today: date) -> Drawing | None:
    """Lay out `items` with a line at `today`; None where there is nothing to draw."""
    if not items:
        return None
    scale, ticks = quarters(
        min(item.starts_on for item in items), max(item.ends_on or item.starts_on for item in items)
    )
    lanes, top = [], HEAD
    for lane in Lane:
        within = [item for item in items if item.lane == lane.value]
        if within:
            lanes.append(_lane(str(lane.label), within, top, scale))
            top += lanes[-1].height
    seen = scale.first <= today < scale.last
    return Drawing(
        lanes=tuple(lanes),
        ticks=tuple(ticks),
        height=top + 4,
        first=scale.first,
        last=scale.last - timedelta(days=1),
        today=scale.x(today) if seen else None,
    )


def quarters(first: date, last: date) -> tuple[Scale, list[Tick]]:
    """A scale from the quarter of the `first` day to that of the `last`, beginning and ending on a tick; its ticks."""
    scale = Scale(_quarter(first), _next_quarter(_quarter(last)))
    return scale, _ticks(scale)


def mark_label(title: str, said: str, x: float, y: float) -> Label:
    """The words of a mark at `x`, `y`: to its right where they fit or where there is more room, else to its left."""
    gap = MARK + 6
    right, left = WIDTH - MARGIN - x - gap, x - gap - MARGIN
    if right >= left or len(_cut(title, said, WIDTH)) * LETTER <= right:
        return Label(_cut(title, said, right), round(x + gap, 1), y + 5)
    return Label(_cut(title, said, left), round(x - gap, 1), y + 5, "end")


def _quarter(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def _next_quarter(day: date) -> date:
    return date(day.year + day.month // 10, (day.month + 2) % 12 + 1, 1)


def _ticks(scale: Scale) -> list[Tick]:
    ticks: list[Tick] = []
    day = scale.first
    while day < scale.last:
        ticks.append(Tick(scale.x(day), f"{day:%b}", str(day.year) if day.month == 1 or not ticks else ""))
        day = _next_quarter(day)
    return ticks


def _lane(title: str, items: list[Item], top: float, scale: Scale) -> DrawnLane:
    y, drawn = top + LANE_HEAD, []
    for item in sorted(items, key=lambda one: (one.order, one.starts_on)):
        drawn.append(_bar(item, y, scale) if item.is_band else _mark(item, y, scale))
        y += BAND_ROW if item.is_band else MARK_ROW
    return DrawnLane(title, top, y + LANE_FOOT - top, tuple(drawn))


def _bar(item: Item, y: float, scale: Scale) -> Drawn:
    x = scale.x(item.starts_on)
    end = scale.x(item.ends_on + timedelta(days=1)) if item.ends_on else WIDTH - MARGIN - 10
    text = _words(item, WIDTH - 2 * MARGIN)
    left = max(MARGIN, min(x, WIDTH - MARGIN - len(text) * LETTER))
    return Drawn(item, x, y + 20, max(round(end - x, 1), 3.0), Label(text, round(left, 1), y + 14))


def _mark(item: Item, y: float, scale: Scale) -> Drawn:
    x, middle = scale.x(item.starts_on), y + MARK_ROW / 2
    return Drawn(item, x, middle, 0, mark_label(item.title, item.said, x, middle))


def _words(item: Item, room: float) -> str:
    return _cut(item.title, item.said, room)


def _cut(title: str, said: str, room: float) -> str:
    """What the picture says within `room`: a long title is cut, its dates never."""
    dates = f": {said}"
    most = int(room / LETTER) - len(dates)
    return (title if len(title) <= most else title[: most - 1].rstrip() + ELLIPSIS) + dates
