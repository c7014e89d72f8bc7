"""Estimates and a proposal as a picture of dots and ranges on one scale from 0: a Vega-Lite specification.

Estimates are grey and round or square, proposals are blue diamonds: the two are told apart by words and shape too. The
scale ends with the area's own largest number, so that lengths compare within an area. They do not compare between
areas, for the pictures of all areas are no league table (F004, the warning at the end of Annex D).
"""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from cbtracker.web.pictures import BLACK, BLUE, CONFIG, GREY, inline_svg
from families.models import Cohort
from families.proposal_presenters import Figure, figures_of
from families.selectors.annex_d import Range
from families.selectors.proposals import AreaProposal

WIDTH, STEP, MARK = 560, 48, 120
SMALL_WIDTH, SMALL_STEP, SMALL_MARK = 200, 18, 60
SMALL_MEMBER_STEP = 10
SHAPES = {Cohort.FWMP: "circle", Cohort.CHILD: "square", None: "diamond"}


def proposal_plot(found: AreaProposal) -> Markup:
    """The picture of one area with every number written at its range; nothing where there is no number."""
    rows = figures_of(found)
    if not any(row.found for row in rows):
        return Markup("")
    specification = _specification(rows, WIDTH, STEP, MARK)
    axis, *marks = specification["layer"]
    specification["layer"] = [axis, *_words(rows), *marks]
    return inline_svg(specification, title=_title(found), description=describe(rows), name=f"plot-{found.area.slug}")


def small_plot(found: AreaProposal) -> Markup:
    """The same without words, for a list in which the numbers stand beside it."""
    rows = figures_of(found)
    if not any(row.found for row in rows):
        return Markup("")
    step = SMALL_MEMBER_STEP if found.is_group else SMALL_STEP
    specification = _specification(rows, SMALL_WIDTH, step, SMALL_MARK)
    name = f"plot-{found.area.slug}"
    return inline_svg(
        specification, title=_title(found), description=describe(rows), name=name, classes="cb-plot__small"
    )


def describe(rows: list[Figure]) -> str:
    """What the picture shows, in words."""
    return f"Ranges on one scale from 0. {'; '.join(row.said for row in rows)}. The same numbers are in the table."


def _title(found: AreaProposal) -> str:
    return f"{found.area.name}: estimates and proposal"


def _specification(rows: list[Figure], width: int, step: int, mark: int) -> dict[str, Any]:
    largest = max(row.found.high for row in rows if row.found)
    scales = _scales(largest, len(rows), with_axis=step == STEP)
    ends = [{**_place(row, at), "x": x} for at, row in enumerate(rows) if row.found for x in _ends(row.found)]
    lines = [{**_place(row, at), "x": row.found.low, "to": row.found.high} for at, row in enumerate(rows) if row.found]
    return {
        "width": width,
        "height": step * len(rows),
        "config": CONFIG,
        "layer": [
            {
                "data": {"values": [{"x": 0}]},
                "mark": {"type": "rule", "color": BLACK, "strokeWidth": 1},
                "encoding": {"x": scales["x"]},
            },
            {
                "data": {"values": lines},
                "mark": {"type": "rule", "strokeWidth": 3},
                "encoding": {**scales, "x2": {"field": "to"}, "color": _AS_GIVEN},
            },
            {
                "data": {"values": ends},
                "mark": {"type": "point", "filled": True, "size": mark, "opacity": 1},
                "encoding": {**scales, "color": _AS_GIVEN, "shape": {**_AS_GIVEN, "field": "shape"}},
            },
        ],
    }


_AS_GIVEN: dict[str, Any] = {"field": "colour", "type": "nominal", "scale": None}


def _place(row: Figure, at: int) -> dict[str, Any]:
    return {"y": at, "colour": BLUE if row.cohort is None else GREY, "shape": SHAPES[row.cohort]}


def _ends(found: Range) -> list[int]:
    return sorted({found.low, found.high})


def _scales(largest: int, rows: int, *, with_axis: bool) -> dict[str, Any]:
    """From 0 to the area's own largest number, and a line for each row from the top down."""
    axis = {"title": "Families", "format": ",d", "tickCount": 5, "tickMinStep": 1} if with_axis else None
    return {
        "x": {
            "field": "x",
            "type": "quantitative",
            "scale": {"domain": [0, max(largest, 1)], "nice": with_axis},
            "axis": axis,
        },
        "y": {
            "field": "y",
            "type": "quantitative",
            "scale": {"domain": [-0.6, rows - 0.4], "reverse": True, "nice": False, "zero": False},
            "axis": None,
        },
    }


def _words(rows: list[Figure]) -> list[dict[str, Any]]:
    """Each row's words above it, from the left edge on, below the marks, with a white edge that keeps the grid away."""
    said = {"values": [{"y": at, "said": row.said} for at, row in enumerate(rows)]}
    text = {"type": "text", "align": "left", "baseline": "bottom", "fontSize": 14, "color": BLACK, "dx": 6, "dy": -9}
    edge = {**text, "color": "white", "stroke": "white", "strokeWidth": 5}
    encoding = {
        "x": {"value": 0},
        "y": {"field": "y", "type": "quantitative", "axis": None},
        "text": {"field": "said", "type": "nominal"},
    }
    return [{"data": said, "mark": mark, "encoding": encoding} for mark in (edge, text)]
