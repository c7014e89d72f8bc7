"""Pictures of numbers: a Vega-Lite specification rendered on the server to SVG that a page can hold."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

import vl_convert
from markupsafe import Markup

BLUE, GREY, BLACK = "#1d70b8", "#505a5f", "#0b0c0c"
CONFIG = {
    "font": "Arial, sans-serif",
    "background": "white",
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 14,
        "titleFontSize": 14,
        "titleFontWeight": "normal",
        "labelColor": BLACK,
        "titleColor": BLACK,
        "gridColor": "#cecece",
    },
}
"""The looks that all pictures share."""
_VIEW_BOX = re.compile(r'viewBox="([^"]+)"')
_ROOT = re.compile(r"<svg\b[^>]*>")
_SPOKEN = re.compile(r' (?:role="graphics-[a-z]+"|aria-roledescription="[^"]*"|aria-label="[^"]*")')


def inline_svg(
    specification: dict[str, Any],
    *,
    title: str,
    description: str,
    name: str = "chart",
    classes: str = "cb-chart__picture",
) -> Markup:
    """The picture of a `specification` as inline SVG with its title and description.

    `name` begins the ids, for a page with several pictures.
    """
    drawn = _rendered(json.dumps(specification))
    size = _VIEW_BOX.search(drawn)
    assert size is not None  # noqa: S101 every picture of Vega has a view box
    root = Markup(
        '<svg class="{classes}" viewBox="{size}" role="img" aria-labelledby="{name}-title" '
        'aria-describedby="{name}-description" xmlns="http://www.w3.org/2000/svg">'
        '<title id="{name}-title">{title}</title><desc id="{name}-description">{description}</desc>'
    )
    picture = _ROOT.sub("", _SPOKEN.sub("", drawn), count=1)
    told = root.format(classes=classes, size=size[1], name=name, title=title, description=description)
    return told + Markup(picture)  # noqa: S704 drawn of numbers, which Vega escapes, and of texts that it escapes too


@lru_cache(maxsize=128)
def _rendered(specification: str) -> str:
    """The SVG of a specification, kept by its content."""
    return vl_convert.vegalite_to_svg(json.loads(specification))
