"""The Jinja environment of every page."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment


def environment(**options: Any) -> Environment:
    """Build the environment; called once by Django's Jinja backend."""
    env = Environment(**options)  # noqa: S701 Django's backend passes autoescape=True
    env.globals.update(static=static, url=reverse)
    return env
