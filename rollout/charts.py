"""Coverage over time as a picture: a Vega-Lite specification rendered to SVG on the server."""

from __future__ import annotations

from datetime import date
from typing import Any

from markupsafe import Markup

from cbtracker.web.formats import as_date
from cbtracker.web.pictures import BLACK, BLUE, CONFIG, GREY, inline_svg
from rollout.models import PROGRAMME_BEGAN, Step
from rollout.selectors.coming import Coming, ComingMonth
from rollout.selectors.coverage import ALL_BY, HALF_BY, Coverage

WIDTH, HEIGHT = 600, 300
ENDS, ROOM_TO_THE_RIGHT = date(2013, 7, 1), date(2015, 1, 1)
Scales = dict[str, Any]
"""Where the days and the numbers stand, the same for every layer."""

_DAY = {"field": "on", "type": "temporal"}
_NUMBER = {"field": "engaged", "type": "quantitative"}


def coverage_chart(found: Coverage, coming: Coming) -> Markup:
    """The number of engaged authorities over time, with the planning basis, as inline SVG with a title.

    What nominations say is `coming` is a dotted line of its own, after the day of `found`.
    """
    title, said = "Engaged authorities over time", describe(found, coming)
    return inline_svg(_specification(found, coming), title=title, description=said)


def describe(found: Coverage, coming: Coming) -> str:
    """What the picture shows, in words."""
    said = f"A line in steps: {found.sentence} as at {as_date(found.as_at)}."
    said += f" A dashed line at {found.half}, half of the authorities, is the planning basis of April 2012."
    if ahead := _ahead(found, coming):
        last = ahead[-1]
        said += f" A dotted line is what nominations say is coming: {last.live} live by {last.said}, if all start then."
    return f"{said} The same numbers are in the tables below."


def _specification(found: Coverage, coming: Coming) -> dict[str, Any]:
    ahead = _ahead(found, coming)
    scales = _scales(found, ahead)
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "config": CONFIG,
        "layer": [
            _basis_line(found, scales),
            _line(found, scales),
            *_coming(found, ahead, scales),
            _days(found, scales),
            *_basis_words(found, scales),
            *_day_words(found, scales),
        ],
    }


def _ahead(found: Coverage, coming: Coming) -> list[ComingMonth]:
    """The months after the day of `found`: what should have come before it is in the table alone."""
    return [one for one in coming.months if one.month > found.as_at]


def _scales(found: Coverage, ahead: list[ComingMonth]) -> Scales:
    ends = max(ENDS, found.as_at, *(one.month for one in ahead)).isoformat()
    ticks = sorted({0, found.half // 2, found.half, (found.half + found.total) // 2, found.total})
    return {
        "x": {
            **_DAY,
            "scale": {"type": "utc", "domain": [PROGRAMME_BEGAN.isoformat(), ends]},
            "axis": {"title": None, "format": "%b %Y", "tickCount": 5, "grid": False, "labelOverlap": True},
        },
        "y": {
            **_NUMBER,
            "scale": {"domain": [0, max(found.total, 1)]},
            "axis": {"title": "Authorities engaged", "values": ticks, "format": "d"},
        },
    }


def _line(found: Coverage, scales: Scales) -> dict[str, Any]:
    rows = [{"on": PROGRAMME_BEGAN.isoformat(), "engaged": 0}]
    rows += [{"on": point.on.isoformat(), "engaged": point.engaged} for point in found.points]
    rows.append({"on": max(found.as_at, PROGRAMME_BEGAN).isoformat(), "engaged": found.engaged})
    mark = {"type": "line", "interpolate": "step-after", "color": BLUE, "strokeWidth": 3}
    return {"data": {"values": rows}, "mark": mark, "encoding": scales}


def _coming(found: Coverage, ahead: list[ComingMonth], scales: Scales) -> list[dict[str, Any]]:
    """A dotted line from those that are live now to those that would be, month by month, and what it means."""
    if not ahead:
        return []
    rows = [{"on": found.as_at.isoformat(), "engaged": found.steps[Step.LIVE]}]
    rows += [{"on": one.month.isoformat(), "engaged": one.live} for one in ahead]
    mark = {"type": "line", "interpolate": "step-after", "color": GREY, "strokeWidth": 3, "strokeDash": [2, 4]}
    line = {"data": {"values": rows}, "mark": mark, "encoding": scales}
    words = ["Coming, from nominations:", f"{ahead[-1].live} live by {ahead[-1].said}"]
    beside = {"text": words, "align": "left", "baseline": "top", "dx": 4, "dy": 6}
    return [line, *_words(rows[:1], beside, scales)]


def _basis_line(found: Coverage, scales: Scales) -> dict[str, Any]:
    mark = {"type": "rule", "color": GREY, "strokeDash": [6, 4], "strokeWidth": 2}
    return {"data": {"values": [{"engaged": found.half}]}, "mark": mark, "encoding": {"y": scales["y"]}}


def _basis_words(found: Coverage, scales: Scales) -> list[dict[str, Any]]:
    words = [
        f"Half ({found.half}) by April 2012: planning basis, not a target;",
        "may be exceeded or not, by local ambition",
    ]
    rows = [{"on": PROGRAMME_BEGAN.isoformat(), "engaged": found.half}]
    mark = {"text": words, "align": "left", "baseline": "bottom", "dx": 6, "dy": -24}
    return _words(rows, mark, scales)


def _days(found: Coverage, scales: Scales) -> dict[str, Any]:
    days = [(HALF_BY, found.half), (ALL_BY, found.total)]
    rows = [{"on": on.isoformat(), "engaged": number} for on, number in days]
    mark = {"type": "point", "shape": "diamond", "size": 110, "fill": "white", "stroke": BLACK, "opacity": 1}
    return {"data": {"values": rows}, "mark": mark, "encoding": scales}


def _day_words(found: Coverage, scales: Scales) -> list[dict[str, Any]]:
    """What the second diamond means, on the side of it where there is room."""
    rows = [{"on": ALL_BY.isoformat(), "engaged": found.total}]
    side = {"align": "left", "dx": 10} if found.as_at > ROOM_TO_THE_RIGHT else {"align": "right", "dx": -10}
    return _words(rows, {"text": "All by April 2013", "baseline": "top", "dy": 6, **side}, scales)


def _words(rows: list[dict[str, Any]], mark: dict[str, Any], encoding: dict[str, Any]) -> list[dict[str, Any]]:
    """Words on the picture, with a white edge so that a line behind them leaves them readable."""
    text = {"type": "text", "fontSize": 14, "color": BLACK, **mark}
    edge = {**text, "color": "white", "stroke": "white", "strokeWidth": 5}
    return [{"data": {"values": rows}, "mark": one, "encoding": encoding} for one in (edge, text)]
