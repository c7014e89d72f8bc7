"""Runs of the apportionment: made, stored with everything that went in, and one of them current."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from areas.access import require
from areas.models import Authority
from cbtracker.accounts.permissions import Permission
from cbtracker.audit.services import record
from families import apportionment
from families.apportionment import NEAREST, Apportioned, CannotApportion, Denominator, apportion
from families.models import Cohort, Estimate, EstimateRun, Indicator, PopulationBase
from families.services.inputs import people_of, scores_of

LARGEST_TOTAL = 100_000_000
TOO_MANY = (
    "{code} would get {high:,} families, more than there can be anywhere: check the scores, and which authorities the "
    "sum leaves out"
)


@transaction.atomic
def make_run(
    *,
    name: str,
    totals: Mapping[str, int],
    base: PopulationBase,
    indicators: Sequence[Indicator],
    denominator: str,
    by: Any,
    now: datetime,
    nearest: int = NEAREST,
    note: str = "",
) -> EstimateRun:
    """Share `totals` (families in England by cohort) out over the authorities and store what comes of it.

    Raises NotPermitted; ValidationError by field for what cannot be shared out (F004 Annex D, notes 2 and 3).
    """
    require(by, Permission.EDIT_RUNS)
    _check(name, totals, indicators, denominator, nearest)
    people, scores = people_of(base), [scores_of(one) for one in indicators]
    run = EstimateRun(
        name=name.strip(), base=base, denominator=denominator, nearest=nearest, note=note, made_by=by, made_at=now
    )
    run.totals = dict(totals)
    rows = _shared_out(run, people, scores)
    run.save()
    run.indicators.set(indicators)
    Estimate.objects.bulk_create(rows)
    # Who reads the audit only is told which run, but not what the secretariat calls it.
    data = {"name": run.name, "rows": len(rows)}
    record(by=by, verb="estimates.run", on=run, label=f"Run {run.pk}", data=data, now=now)
    return run


@transaction.atomic
def make_current(run: EstimateRun, *, by: Any, now: datetime) -> EstimateRun:
    """Let `run` be the one whose estimates are shown. Raises NotPermitted."""
    require(by, Permission.EDIT_RUNS)
    # Locked in one order, so that of two who choose at once the later one stands.
    list(EstimateRun.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
    EstimateRun.objects.filter(is_current=True).exclude(pk=run.pk).update(is_current=False)
    EstimateRun.objects.filter(pk=run.pk).update(is_current=True)
    record(by=by, verb="estimates.current", on=run, label=f"Run {run.pk}", data={"name": run.name}, now=now)
    return EstimateRun.objects.get(pk=run.pk)


def _shared_out(
    run: EstimateRun, people: Mapping[str, int], scores: Sequence[apportionment.Indicator]
) -> list[Estimate]:
    """The estimates of `run`, not saved; the run is told which authorities get none, and why."""
    ids = dict(Authority.objects.values_list("gss_code", "pk"))
    rows: list[Estimate] = []
    for cohort, total in run.totals.items():
        try:
            found = apportion(total, people, scores, denominator=Denominator(run.denominator), nearest=run.nearest)
        except CannotApportion as wrong:
            raise ValidationError({"indicators": f"{wrong}"}) from None
        _check_shares(found)
        run.without = {**_unknown(ids, people), **found.without}
        rows += [
            Estimate(run=run, authority_id=ids[code], cohort=cohort, low=one.low, high=one.high)
            for code, one in found.estimates.items()
        ]
    return rows


def _check_shares(found: Apportioned) -> None:
    """An authority outside the sum can get any number by scores that are far apart, more than a database can hold."""
    for code, one in found.estimates.items():
        if one.high > LARGEST_TOTAL:
            raise ValidationError({"indicators": TOO_MANY.format(code=code, high=one.high)})


def _unknown(ids: Mapping[str, int], people: Mapping[str, int]) -> dict[str, str]:
    return {code: "no population is known" for code in ids if code not in people}


def _check(
    name: str, totals: Mapping[str, int], indicators: Sequence[Indicator], denominator: str, nearest: int
) -> None:
    faults: dict[str, str] = {}
    if not name.strip():
        faults["name"] = "Enter what the run is called"
    if not totals or any(cohort not in Cohort.values for cohort in totals):
        faults["totals"] = "Enter how many families there are in England"
    elif any(not 0 < total <= LARGEST_TOTAL for total in totals.values()):
        faults["totals"] = f"Number of families must be from 1 to {LARGEST_TOTAL:,}"
    if not indicators:
        faults["indicators"] = "Select at least one indicator"
    if denominator not in EstimateRun.Denominator.values:
        faults["denominator"] = "Select which authorities the sum is over"
    if not 1 <= nearest <= 1000:
        faults["nearest"] = "Rounding must be from 1 to 1,000"
    if faults:
        raise ValidationError(faults)
