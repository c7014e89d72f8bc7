"""Renders a paper's blocks as HTML: for the file itself, and for Pandoc, which reads HTML.

An environment of its own, because a document has no page around it: no user, no CSRF token, no URLs.
"""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from cbtracker.papers.structure import BoardPaper

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"


def render(template: str, paper: BoardPaper) -> str:
    """templates/papers/`template` for `paper`; everything is escaped."""
    return _environment().get_template(f"papers/{template}").render(paper=paper)


def css_string(text: str) -> Markup:
    """`text` as a quoted CSS string that neither it nor the style element around it can end early.

    Everything but ASCII letters and digits is written as a CSS escape, so nothing is left for HTML to escape.
    """
    safe = "".join(char if char.isascii() and char.isalnum() else f"\\{ord(char):06x}" for char in text)
    return Markup(f'"{safe}"')  # noqa: S704 only letters, digits and backslashes


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"css_string": css_string}
    return environment
