"""Parts of a plan that are kept here."""

from __future__ import annotations

from typing import Any

from rollout.workstrands.forms.budget import BudgetLineForm
from rollout.workstrands.models import BudgetLine
from rollout.workstrands.services.budget import LINES
from rollout.workstrands.views.parts.nouns import Noun


def _lines(user: Any) -> Any:
    return BudgetLine.objects.visible_to(user).select_related("plan__place")


PARTS: list[Noun] = [
    Noun(
        slug="lines",
        service=LINES,
        form=BudgetLineForm,
        rows=_lines,
        add_title="Add a line to the shadow budget",
        change_title="Change the line",
        remove_title="Remove the line",
        added="The line is added",
        removed="The line is removed",
        page="workstrands:budget",
    )
]
