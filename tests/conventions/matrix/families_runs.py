"""Rows of the matrix: runs of the estimates, and the populations and indicators that they are made of."""

from __future__ import annotations

from typing import Any

from cbtracker.accounts.permissions import Role
from tests.conventions.matrix.rows import SECRETARIAT, WHITEHALL, Row
from tests.factories.families import (
    EstimateFactory,
    EstimateRunFactory,
    IndicatorScoreFactory,
    InputUploadFactory,
    PopulationFactory,
)


def furnish(world: Any) -> None:
    """A run that is not current with an estimate of each side, and a file of the secretariat's that waits."""
    run = EstimateRunFactory()
    population, score = PopulationFactory(), IndicatorScoreFactory()
    upload = InputUploadFactory(owner=world.people[Role.SECRETARIAT], gss_code=world.own.authority.gss_code)
    for side in (world.own, world.other):
        EstimateFactory(run=run, authority=side.authority)
        side.estimate_run, side.input_upload = run, upload
        side.population_base, side.indicator = population.base, score.indicator


def run(side: Any, user: Any) -> dict[str, Any]:
    """The run, which is of all authorities."""
    return {"pk": side.estimate_run.pk}


def upload(side: Any, user: Any) -> dict[str, Any]:
    """The file."""
    return {"upload": side.input_upload.pk}


def population(side: Any, user: Any) -> dict[str, Any]:
    """The population, which is of all authorities."""
    return {"kind": "population", "slug": side.population_base.slug}


def twice(side: Any, user: Any) -> dict[str, Any]:
    """The run beside itself, for all authorities."""
    return {"first": side.estimate_run.pk, "second": side.estimate_run.pk, "authorities": "all"}


ROWS: list[Row] = [
    Row("families:runs", "GET", WHITEHALL),
    Row("families:run", "GET", WHITEHALL, kwargs=run),
    Row("families:compare_runs", "GET", WHITEHALL, query=twice),
    Row("families:make_run", "GET", SECRETARIAT),
    Row("families:make_run", "POST", SECRETARIAT),
    Row("families:make_current", "GET", SECRETARIAT, kwargs=run),
    Row("families:make_current", "POST", SECRETARIAT, kwargs=run),
    Row("families:inputs", "GET", WHITEHALL),
    Row("families:input", "GET", WHITEHALL, kwargs=population),
    Row("families:add_input", "GET", SECRETARIAT),
    Row("families:add_input", "POST", SECRETARIAT),
    Row("families:input_preview", "GET", SECRETARIAT, kwargs=upload),
    Row("families:input_preview", "POST", SECRETARIAT, kwargs=upload),
]
