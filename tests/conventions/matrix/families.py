"""Rows of the matrix: the table of Annex D. Whose rows of it a person sees is tested with the page."""

from __future__ import annotations

from typing import Any

from cbtracker.accounts.permissions import Role
from families.models import EstimateRun
from tests.conventions.matrix.rows import WHITEHALL, Row
from tests.factories.families import (
    EstimateFactory,
    EstimateRunFactory,
    InterventionFactory,
    ProposalFactory,
    ProposalRevisionFactory,
)

ESTIMATE_READERS = WHITEHALL | {Role.OFFICER}


def furnish(world: Any) -> None:
    """A current run with an estimate, an intervention and a proposal of each side."""
    world.run = EstimateRun.objects.filter(is_current=True).first() or EstimateRunFactory(is_current=True)
    for side in (world.own, world.other):
        EstimateFactory(run=world.run, authority=side.authority)
        InterventionFactory(authority=side.authority)
        side.proposal = ProposalFactory(area=side.area)
        ProposalRevisionFactory(proposal=side.proposal)


def file(side: Any, user: Any) -> dict[str, Any]:
    """The cheapest of its formats."""
    return {"format": "csv"}


ROWS: list[Row] = [
    Row("families:annex_d", "GET", ESTIMATE_READERS),
    Row("papers:annex_d_file", "GET", ESTIMATE_READERS, kwargs=file),
]
