"""A run made of files: its inputs are added where they are not there yet, told by what is in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from areas.access import require
from cbtracker.accounts.permissions import Permission
from families.inputs import File, digest_of
from families.models import EstimateRun, Indicator, PopulationBase
from families.services.inputs import InputWords, write_indicator, write_population
from families.services.runs import make_run

DIGEST_SHOWN = 8


@transaction.atomic
def save_apportionment(
    *,
    name: str,
    totals: Mapping[str, int],
    population: File,
    indicators: Sequence[File],
    denominator: str,
    nearest: int,
    by: Any,
    now: datetime,
) -> EstimateRun:
    """Store a run of these files. A file with the same digest as an input that is there is that input.

    Raises NotPermitted, ReferenceFault, ValidationError; then nothing is stored, no input either.
    """
    require(by, Permission.EDIT_RUNS)
    base = _found_or_added(PopulationBase, write_population, population, by, now)
    scores = [_found_or_added(Indicator, write_indicator, one, by, now) for one in indicators]
    return make_run(
        name=name,
        totals=totals,
        base=base,
        indicators=list(dict.fromkeys(scores)),
        denominator=denominator,
        nearest=nearest,
        by=by,
        now=now,
    )


def _found_or_added(model: Any, write: Any, file: File, by: Any, now: datetime) -> Any:
    digest = digest_of(file)
    found = model.objects.filter(digest=digest).first()
    return found or write(words=InputWords(name=_free_name(model, file, digest)), path=file, by=by, now=now)


def _free_name(model: Any, file: File, digest: str) -> str:
    """The file's name; with the beginning of its digest where another input is called so."""
    name = file.stem[:100]
    return f"{name} {digest[:DIGEST_SHOWN]}" if model.objects.filter(name__iexact=name).exists() else name
