"""Rows of the table: the shadow budget of a place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.browser.every_page.page import EMPTIED, Page


def new_line(world: Any) -> dict[str, Any]:
    """A line to add to the own side's budget."""
    return {"place": world.own.strand_place.slug, "part": "lines"}


def line(world: Any) -> dict[str, Any]:
    """A line of it."""
    return {**new_line(world), "pk": world.own.budget_line.pk}


PAGES = [
    Page("workstrands:budget", "empty full error long", query={"error": "year=1066", "full": "kind=cash"}),
    Page("workstrands:budget", "full long", name="workstrands:budget unfiltered"),
    Page("workstrands:budget_compared", "empty full long"),
    Page("workstrands:add_part", "empty error", name="workstrands:add_part lines", kwargs=new_line, wrong=EMPTIED),
    Page(
        "workstrands:change_part", "full error long", name="workstrands:change_part lines", kwargs=line, wrong=EMPTIED
    ),
]
NOT_PAGES: Mapping[str, str] = {"workstrands:export_budget": "a file"}
